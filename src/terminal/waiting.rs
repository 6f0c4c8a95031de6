//! A line that says what somebody waits for. It is there for whoever sits at a terminal, and gone afterwards.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::answer::shown_in;
use crate::text;

/// Nobody wonders sooner.
const PATIENCE: Duration = Duration::from_secs(2);

/// The line, on standard error.
pub(crate) struct Waiting {
    is_watched: bool,
}

impl Waiting {
    pub(crate) fn new() -> Self {
        Self {
            is_watched: io::stderr().is_terminal(),
        }
    }

    /// Replaces the line.
    pub(crate) fn show(&self, line: &str) {
        if self.is_watched {
            let columns = crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(1));
            let line = shown_in(line, true);
            let fitting = text::wrap(&line, columns.into()).swap_remove(0);
            let mut stderr = anstream::stderr();
            // When standard error is gone, nobody waits for it.
            let _ = write!(stderr, "\r{fitting}\x1b[K").and_then(|()| stderr.flush());
        }
    }
}

/// Does something that is quick as a rule. Where it is not, the line says what it waits for.
pub(crate) fn waiting_for<T>(line: &str, work: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let (working, over) = mpsc::channel::<()>();
        scope.spawn(move || {
            if over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let waiting = Waiting::new();
                waiting.show(line);
                let _ = over.recv();
            }
        });
        let done = work();
        drop(working);
        done
    })
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.show("");
    }
}
