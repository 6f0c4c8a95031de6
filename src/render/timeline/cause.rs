//! What went wrong in general, as far as the trace proves it. Whoever finds nothing that is certain says nothing.

mod circles;
mod essential;
mod kinds;
mod order;
mod stuck;

pub(super) use essential::essential;
pub(crate) use kinds::Cause;
pub(super) use stuck::senders_made_at;

use crate::trace::{Ending, Trace};

impl Cause {
    /// What the trace shows. `None` where threads have no part in it.
    pub(crate) fn find(trace: &Trace) -> Option<Self> {
        match &trace.ending {
            Ending::Panic { .. } => order::find(trace),
            Ending::Deadlock(blocked) => Some(stuck::find(trace, blocked)),
            Ending::NoProgress { .. } => Some(circles::find(trace)),
            Ending::LeftRunning(left) => Some(order::left_running(trace, left)),
            Ending::Exit { .. } => Some(Self::Exit),
        }
    }
}

#[cfg(test)]
mod tests;
