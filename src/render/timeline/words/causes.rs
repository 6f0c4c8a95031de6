//! What went wrong in general, in one or two sentences that a beginner understands. Each says first what happened here,
//! which the trace proves, and then what is true everywhere.

mod order;
mod stuck;

use super::super::cause::Cause;
use super::{all_of, begin};
use crate::trace::Trace;
use crate::trace::cast::Cast;

/// The sentences for a cause.
pub(crate) fn cause(trace: &Trace, cast: &Cast, cause: &Cause) -> String {
    let words = Words { trace, cast };
    let text = match cause {
        Cause::PanicTravelled { .. }
        | Cause::Poisoned { .. }
        | Cause::NotWaitedFor { .. }
        | Cause::LostUpdate { .. }
        | Cause::OutOfDate { .. }
        | Cause::TwoSections { .. }
        | Cause::SpuriousWake { .. }
        | Cause::DidNotWait { .. }
        | Cause::Order => words.order(cause),
        Cause::LockedTwice { .. }
        | Cause::LockOrder { .. }
        | Cause::JoinUnderLock { .. }
        | Cause::WaitsWithLock { .. }
        | Cause::JoinCycle => words.locks(cause),
        _ => words.waits(cause),
    };
    begin(&text)
}

struct Words<'a> {
    trace: &'a Trace,
    cast: &'a Cast,
}

impl Words<'_> {
    /// The thread of an event.
    fn who(&self, event: usize) -> &str {
        self.cast.thread(self.trace.events[event].thread)
    }

    /// The object of an event.
    fn what(&self, event: usize) -> &str {
        self.cast.object(self.trace.events[event].object)
    }

    /// ` (line 9)`, where the event's place is in the student's file.
    fn at(&self, event: usize) -> String {
        let line = self.line(event);
        line.map_or(String::new(), |line| format!(" (line {line})"))
    }

    fn line(&self, event: usize) -> Option<u32> {
        self.trace.own_line(self.trace.events[event].place.as_ref())
    }

    /// ` (line 9)` of where a thread waits at the end.
    fn waits_at(&self, thread: usize) -> String {
        let mut blocked = self.trace.ending.blocked().iter();
        let place = blocked
            .find(|blocked| blocked.thread == thread)
            .and_then(|blocked| self.trace.own_line(blocked.place.as_ref()));
        place.map_or(String::new(), |line| format!(" (line {line})"))
    }

    fn all(&self, threads: &[usize]) -> String {
        all_of(self.cast, threads)
    }
}
