//! The words of which names and places are made.

use super::spot::Spot;

/// `line 17 (called from line 27)`.
pub(crate) fn line(spot: &Spot) -> String {
    match called_from(spot).as_str() {
        "" => format!("line {}", spot.line),
        called => format!("line {} ({called})", spot.line),
    }
}

/// ` (line 17, called from line 27)`, or nothing.
pub(crate) fn at(spot: Option<&Spot>) -> String {
    let Some(spot) = spot else {
        return String::new();
    };
    match called_from(spot).as_str() {
        "" => format!(" (line {})", spot.line),
        called => format!(" (line {}, {called})", spot.line),
    }
}

fn called_from(spot: &Spot) -> String {
    let callers = spot.callers.iter();
    let callers: Vec<String> = callers
        .map(|line| format!("called from line {line}"))
        .collect();
    callers.join(", ")
}

/// The thread that runs the check.
pub(super) fn main_thread() -> &'static str {
    "main"
}

/// A thread without a name.
pub(super) fn numbered_thread(number: usize) -> String {
    format!("thread {number}")
}

/// Nobody knows what.
pub(super) fn something() -> &'static str {
    "something"
}

/// A name that two lines have given.
pub(super) fn at_line(name: &str, line: u32) -> String {
    format!("{name} (line {line})")
}

/// Something without a name.
pub(super) fn made_at_line(kind: &str, line: u32) -> String {
    format!("the {kind} of line {line}")
}

/// Something that the check has made, and what it calls it.
pub(super) fn named_by_check(name: &str) -> String {
    format!("`{name}` (the check's)")
}

/// Something that the check has made.
pub(super) fn of_the_check(kind: &str) -> String {
    format!("the check's {kind}")
}

/// Something of which only the type is known, and its number among all things.
pub(super) fn unnamed(kind: &str, number: usize) -> String {
    format!("{kind} no. {number}")
}
