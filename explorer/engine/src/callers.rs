//! From where the explored program called what it does, for the one run that is written down.
//!
//! `std::backtrace` walks up the stack of the thread, through the root of its coroutine, and finds lines where code was
//! compiled with line tables. It does so only where `RUST_LIB_BACKTRACE` asks for it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::sync::Arc;

use crate::arena;
use crate::place::Place;

/// A longer run repeats itself, and each call of this takes microseconds.
const MOST_EVENTS: usize = 300;
const MOST_STEPS: u64 = 2_000;

/// The calls on the stack of a thread.
#[derive(Clone, Debug, Default)]
pub struct Callers(Option<Arc<Backtrace>>);

impl Callers {
    /// Those of the current thread, for the next event after so many.
    pub(crate) fn of_event(events: usize) -> Self {
        Self::capture_if(events < MOST_EVENTS)
    }

    /// Those of the current thread, which announces an operation after so many steps.
    pub(crate) fn of_point(steps: u64) -> Self {
        Self::capture_if(steps < MOST_STEPS)
    }

    fn capture_if(is_wanted: bool) -> Self {
        if !is_wanted {
            return Self::default();
        }
        // Both this and what the standard library keeps for the next one outlive the run.
        arena::outside(|| {
            let backtrace = Backtrace::capture();
            let is_there = backtrace.status() == BacktraceStatus::Captured;
            Self(is_there.then(|| Arc::new(backtrace)))
        })
    }

    /// Where the calls are, innermost first, as far as that is known and outside of the standard library. It is found out
    /// only now, and that takes a while.
    pub fn places(&self) -> Vec<Place> {
        let text = arena::outside(|| self.0.as_ref().map(ToString::to_string));
        read(&text.unwrap_or_default())
    }
}

/// Reads what a backtrace prints: of each call the function, and below it `at FILE:LINE:COLUMN` where that is known.
fn read(text: &str) -> Vec<Place> {
    text.lines()
        .filter_map(|line| place(line.trim_start().strip_prefix("at ")?))
        .filter(|(file, ..)| !is_in_library(file))
        .collect()
}

fn place(text: &str) -> Option<Place> {
    // A path may hold colons of its own, and columns are not known everywhere.
    let mut parts = text.rsplitn(3, ':');
    let mut part = || parts.next();
    let (last, before, rest) = (part()?, part()?, part());
    match (rest, before.parse(), last.parse()) {
        (Some(file), Ok(line), Ok(column)) => Some((file.to_owned(), line, column)),
        (_, _, Ok(line)) => Some((
            text.strip_suffix(last)?.strip_suffix(':')?.to_owned(),
            line,
            1,
        )),
        _ => None,
    }
}

/// Whether it is a file of the standard library, whose path the compiler writes as its system does.
pub fn is_in_library(file: &str) -> bool {
    let mut parts = file.split(['/', '\\']);
    while parts.any(|part| part == "library") {
        if matches!(parts.next(), Some("core" | "alloc" | "std")) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_off_a_backtrace() {
        let text = "   0: engine::thread::reach\n   1: exercise::take\n             at /tmp/a b/exercises/x.rs:32:20\n   \
                    2: core::ops::function::FnOnce::call_once\n             at \
                    /rustc/59807616e1/library/core/src/ops/function.rs:250:5\n   3: exercise::sell\n             at \
                    C:\\x\\exercises/x.rs:48\n   4: <unknown>\n";
        assert_eq!(
            read(text),
            [
                ("/tmp/a b/exercises/x.rs".to_owned(), 32, 20),
                ("C:\\x\\exercises/x.rs".to_owned(), 48, 1),
            ]
        );
        assert_eq!(read(""), []);
        assert!(is_in_library(
            "/rustc/59807616e1/library\\alloc\\src\\vec\\mod.rs"
        ));
        assert!(!is_in_library("/home/library/exercises/std/x.rs"));
    }
}
