//! What went wrong in general, in one or two sentences that a beginner understands. Each says first what happened here,
//! which the trace proves, and then what is true everywhere.

mod order;
mod stuck;

use super::super::cause::Cause;
use super::{all_of, begin};
use crate::trace::Trace;
use crate::trace::names::Names;
use crate::trace::spot::Spot;
use crate::trace::words as places;

/// The sentences for a cause.
pub(crate) fn cause(trace: &Trace, names: &Names, cause: &Cause) -> String {
    let words = Words { trace, names };
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
    names: &'a Names,
}

impl Words<'_> {
    /// The thread of an event.
    fn who(&self, event: usize) -> &str {
        self.names.thread(self.trace.events[event].thread)
    }

    /// The object of an event.
    fn what(&self, event: usize) -> &str {
        self.names.object(self.trace.events[event].object)
    }

    /// ` (line 9)`, where the event's place is in the student's file.
    fn at(&self, event: usize) -> String {
        places::at(self.spot(event).as_ref())
    }

    fn spot(&self, event: usize) -> Option<Spot> {
        let event = &self.trace.events[event];
        self.trace
            .spot_of(event.thread, event.place.as_ref(), &event.callers)
    }

    /// ` (line 9)` of where a thread waits at the end.
    fn waits_at(&self, thread: usize) -> String {
        places::at(self.spot_of_wait(thread).as_ref())
    }

    fn spot_of_wait(&self, thread: usize) -> Option<Spot> {
        let mut blocked = self.trace.ending.blocked().iter();
        let blocked = blocked.find(|blocked| blocked.thread == thread);
        self.trace.spot_of_wait(blocked?)
    }

    fn all(&self, threads: &[usize]) -> String {
        all_of(self.names, threads)
    }
}
