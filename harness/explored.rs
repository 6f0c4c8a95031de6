//! The harness as the explorer has it: the same check, in every interleaving.

pub(super) use std::explorer::Notes;
pub use std::explorer::{Check, note};

/// See the probe of this name.
pub(super) fn thread_count() -> Option<usize> {
    Some(std::explorer::running())
}

/// See the probe of this name.
pub(super) fn quiesce() -> bool {
    std::explorer::quiesce();
    true
}

/// See the probe of this name.
pub(super) fn no_thread_left_behind() {
    std::explorer::all_must_end();
}

/// The whole program; see the explorer's own `main`.
pub fn main(checks_file: &'static str, checks: &[Check]) -> ! {
    std::explorer::main(checks_file, checks)
}
