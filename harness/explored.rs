//! The harness where the stand-in for `std` takes the place of `std`: has the same face as `harness.rs`.

/// One hidden check.
pub struct Check {
    pub name: &'static str,
    pub body: fn(),
}

/// Leaves a last word for the judge, shown when the check does not finish.
pub fn note(_text: &str) {}

/// The whole program.
pub fn main(_checks_file: &'static str, _checks: &[Check]) -> ! {
    std::process::exit(2)
}
