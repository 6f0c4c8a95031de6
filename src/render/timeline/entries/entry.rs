//! One step of a drawing.

use std::iter;
use std::ops::Range;

use crate::trace::spot::Spot;
use crate::trace::state::State;
use crate::trace::{Ending, Operation, Trace};

/// One step of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Number of the thread.
    pub(crate) thread: usize,
    /// The events it stands for. Empty, and behind all events, where it stands for the ending.
    pub(crate) events: Range<usize>,
    /// What happened, as far as steps can be alike.
    pub(crate) what: (Operation, Option<usize>),
    /// Where in the student's file.
    pub(crate) spot: Option<Spot>,
    /// What it did.
    pub(crate) words: String,
    /// How it is to be looked at.
    pub(crate) tone: Tone,
}

/// How a step is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The student's code did something.
    Plain,
    /// It begins to wait.
    Waits,
    /// Steps that the trace itself leaves out.
    LeftOut,
    /// The check or a probe did something, not the student's code.
    Outside,
    /// This is where it fails.
    Fails,
}

impl Entry {
    /// Whether two steps differ in nothing but values, as far as is known.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let key = |step: &Self| (step.thread, step.what, step.line(), step.tone);
        let has_callers = |step: &Self| step.lines().len() > 1;
        let are_told_apart = has_callers(self) && has_callers(other);
        key(self) == key(other) && (self.spot == other.spot || !are_told_apart)
    }

    /// Line in the student's file.
    pub(crate) fn line(&self) -> Option<u32> {
        self.spot.as_ref().map(|spot| spot.line)
    }

    /// That line and those it was called from.
    pub(crate) fn lines(&self) -> Vec<u32> {
        let spot = self.spot.iter();
        spot.flat_map(|spot| iter::once(&spot.line).chain(&spot.callers))
            .copied()
            .collect()
    }

    /// Lets it happen, and before it whatever was not worth a step. Nothing that only a later step tells is known then.
    pub(crate) fn happen(&self, trace: &Trace, state: &mut State) {
        state.advance_to(trace, self.events.end);
        if self.events.is_empty()
            && let Ending::Deadlock(all) = &trace.ending
            && let Some(blocked) = all.iter().find(|blocked| blocked.thread == self.thread)
        {
            state.block(trace, blocked.clone());
        }
    }
}
