//! From where the explored program called what it does, for the one run that is written down.
//!
//! `std::backtrace` walks up the stack of the thread, through the root of its coroutine, and finds lines where code was
//! compiled with line tables. It does so only where `RUST_LIB_BACKTRACE` asks for it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::sync::Arc;

use crate::execution::{epoch, with};
use crate::report::Place;
use crate::task::TaskId;

/// A longer run repeats itself, and each call of this takes microseconds.
const MOST_EVENTS: usize = 300;
const MOST_STEPS: u64 = 2_000;

thread_local! {
    /// By thread: the run, and from where it called what it is about to do.
    static AT_POINTS: RefCell<Vec<(u32, Callers)>> = const { RefCell::new(Vec::new()) };
}

/// The calls on the stack of a thread.
#[derive(Clone, Debug, Default)]
pub struct Callers(Option<Arc<Backtrace>>);

impl Callers {
    fn capture() -> Self {
        let backtrace = Backtrace::capture();
        let is_there = backtrace.status() == BacktraceStatus::Captured;
        Self(is_there.then(|| Arc::new(backtrace)))
    }

    /// Those of the calling thread, for the next event.
    pub(crate) fn of_event() -> Self {
        if with(|execution| execution.events.len()) < MOST_EVENTS {
            Self::capture()
        } else {
            Self::default()
        }
    }

    /// Those of a thread that stands before an operation.
    pub(crate) fn of_pending(thread: TaskId) -> Self {
        AT_POINTS.with_borrow(|points| match points.get(thread) {
            Some((run, callers)) if *run == epoch() => callers.clone(),
            _ => Self::default(),
        })
    }

    /// Where the calls are, innermost first, as far as that is known and outside of the standard library. It is found out
    /// only now, and that takes a while.
    pub fn places(&self) -> Vec<Place> {
        let text = self.0.as_ref().map(ToString::to_string);
        read(&text.unwrap_or_default())
    }
}

/// The calling thread announces an operation.
pub(crate) fn announce() {
    let (thread, steps) = with(|execution| (execution.current, execution.steps));
    let callers = if steps < MOST_STEPS {
        Callers::capture()
    } else {
        Callers::default()
    };
    AT_POINTS.with_borrow_mut(|points| {
        if points.len() <= thread {
            points.resize_with(thread + 1, Default::default);
        }
        points[thread] = (epoch(), callers);
    });
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

fn is_in_library(file: &str) -> bool {
    ["core", "alloc", "std"].iter().any(|library| {
        file.replace('\\', "/")
            .contains(&format!("/library/{library}/"))
    })
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
    }
}
