//! The words of which names are made.

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
