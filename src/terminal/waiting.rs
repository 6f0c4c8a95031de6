//! A line that says what somebody waits for. It is there for whoever sits at a terminal, and gone afterwards.

use std::io::{self, IsTerminal, Write};

use crate::text;

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
            let fitting = text::wrap(line, columns.into()).swap_remove(0);
            let mut stderr = anstream::stderr();
            // When standard error is gone, nobody waits for it.
            let _ = write!(stderr, "\r{fitting}\x1b[K").and_then(|()| stderr.flush());
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.show("");
    }
}
