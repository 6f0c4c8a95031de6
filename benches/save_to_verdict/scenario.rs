//! The exercise that both programs judge, and the versions of it that are saved.

/// What the judge must find.
#[derive(Clone, Copy)]
pub(crate) enum Scenario {
    CompileError,
    FailingCheck,
    Pass,
    /// In some interleavings only, so that nobody else finds it.
    Deadlock,
}

/// The checks, as they stand in a checks file below its imports and in a test module.
const CHECKS: &str = "
/// The tills of the whole shop are counted.
#[test]
fn counts_all_tills() {
    let total = total(vec![vec![1, 2], vec![3]]);
    assert!(total == 6, \"the tills hold {total}\");
}

/// A shop without tills has no money.
#[test]
fn a_shop_without_tills() {
    let total = total(Vec::new());
    assert!(total == 0, \"no tills hold {total}\");
}

/// Empty tills are counted too.
#[test]
fn empty_tills() {
    let total = total(vec![Vec::new(), vec![7]]);
    assert!(total == 7, \"one till of two holds {total}\");
}
";

impl Scenario {
    pub(crate) const ALL: [Self; 4] = [
        Self::CompileError,
        Self::FailingCheck,
        Self::Pass,
        Self::Deadlock,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CompileError => "compile error",
            Self::FailingCheck => "failing check",
            Self::Pass => "pass",
            Self::Deadlock => "deadlock",
        }
    }

    /// The most that our time may be of rustlings'; `None` for what it does not find.
    pub(crate) fn goal(self) -> Option<f64> {
        match self {
            Self::CompileError => Some(0.35),
            Self::FailingCheck | Self::Pass => Some(0.5),
            Self::Deadlock => None,
        }
    }

    /// The student's file. No two numbers give the same one.
    pub(crate) fn text(self, number: u32) -> String {
        let flaw = match self {
            Self::CompileError => format!(" + missing_{number}"),
            Self::FailingCheck => format!(" + {number}"),
            Self::Pass => String::new(),
            Self::Deadlock => " + put_away()".to_owned(),
        };
        let put_away = match self {
            Self::Deadlock => put_away(number),
            _ => String::new(),
        };
        format!(
            "//! The shop counts its tills, each on a thread of its own.

use std::thread;

pub fn total(tills: Vec<Vec<u32>>) -> u32 {{
    println!(\"receipt {number:06}\");
    let counting: Vec<_> = tills
        .into_iter()
        .map(|till| thread::spawn(move || till.into_iter().sum::<u32>()))
        .collect();
    let counted = counting.into_iter().map(|till| till.join().unwrap());
    counted.sum::<u32>(){flaw}
}}
{put_away}
pub fn main() {{
    println!(\"In the tills: {{}}\", total(vec![vec![1, 2], vec![3]]));
}}
"
        )
    }

    /// What only the verdict on this number's file puts on the screen.
    pub(crate) fn sign(self, number: u32) -> String {
        match self {
            Self::CompileError => format!("cannot find value `missing_{number}`"),
            Self::FailingCheck => format!("the tills hold {}", number + 6),
            Self::Pass => format!("receipt {number:06}"),
            Self::Deadlock => format!("till_{number}"),
        }
    }
}

/// Two threads that take the same locks, each in its own order.
fn put_away(number: u32) -> String {
    format!(
        "
fn put_away() -> u32 {{
    let (till_{number}, safe) = (std::sync::Mutex::new(0), std::sync::Mutex::new(0));
    thread::scope(|scope| {{
        scope.spawn(|| *till_{number}.lock().unwrap() -= *safe.lock().unwrap());
        scope.spawn(|| *safe.lock().unwrap() += *till_{number}.lock().unwrap());
    }});
    0
}}
"
    )
}

/// The checks as a file of their own.
pub(crate) fn checks_file() -> String {
    format!("use exercise::total;\n{CHECKS}")
}

/// The checks as rustlings wants them, at the end of the exercise.
pub(crate) fn test_module() -> String {
    format!("\n#[cfg(test)]\nmod tests {{\n    use super::total;\n{CHECKS}}}\n")
}
