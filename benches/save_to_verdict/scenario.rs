//! The exercise that both programs judge, and the versions of it that are saved.

/// What the judge must find.
#[derive(Clone, Copy)]
pub(crate) enum Scenario {
    CompileError,
    FailingCheck,
    Pass,
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
    pub(crate) const ALL: [Self; 3] = [Self::CompileError, Self::FailingCheck, Self::Pass];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CompileError => "compile error",
            Self::FailingCheck => "failing check",
            Self::Pass => "pass",
        }
    }

    /// The most that our time may be of rustlings'.
    pub(crate) fn goal(self) -> f64 {
        match self {
            Self::CompileError => 0.35,
            Self::FailingCheck | Self::Pass => 0.5,
        }
    }

    /// The student's file. No two numbers give the same one.
    pub(crate) fn text(self, number: u32) -> String {
        let flaw = match self {
            Self::CompileError => format!(" + missing_{number}"),
            Self::FailingCheck => format!(" + {number}"),
            Self::Pass => String::new(),
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
        }
    }
}

/// The checks as a file of their own.
pub(crate) fn checks_file() -> String {
    format!("use exercise::total;\n{CHECKS}")
}

/// The checks as rustlings wants them, at the end of the exercise.
pub(crate) fn test_module() -> String {
    format!("\n#[cfg(test)]\nmod tests {{\n    use super::total;\n{CHECKS}}}\n")
}
