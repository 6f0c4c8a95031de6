//! What happened in a run that is written down.

use std::collections::VecDeque;
use std::panic::Location;

use crate::callers::Callers;
use crate::operation::Kind;
use crate::task::TaskId;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who did it.
    pub thread: TaskId,
    /// What.
    pub kind: Kind,
    /// To which object, where there is one.
    pub object: Option<usize>,
    /// Which other thread it concerns.
    pub other: Option<TaskId>,
    /// Where in the source, where that is known.
    pub location: Option<&'static Location<'static>>,
    /// More, in words or as a value.
    pub detail: String,
    /// From where it was called.
    pub callers: Callers,
}

/// A run without end repeats itself: so many events are kept of its beginning, and so many of its end.
pub const FIRST_EVENTS: usize = 200;
const LAST_EVENTS: usize = 100;

/// The events of a run, in order.
#[derive(Default)]
pub(crate) struct Events {
    first: Vec<Event>,
    last: VecDeque<Event>,
    left_out: usize,
}

impl Events {
    pub(crate) fn push(&mut self, event: Event) {
        if self.first.len() < FIRST_EVENTS {
            self.first.push(event);
            return;
        }
        if self.last.len() == LAST_EVENTS {
            self.last.pop_front();
            self.left_out += 1;
        }
        self.last.push_back(event);
    }

    /// How many there were.
    pub(crate) fn count(&self) -> usize {
        self.first.len() + self.left_out + self.last.len()
    }

    /// How many are missing behind the first ones.
    pub(crate) fn left_out(&self) -> usize {
        self.left_out
    }

    /// Those that were kept.
    pub(crate) fn kept(&self) -> Vec<Event> {
        self.first.iter().chain(&self.last).cloned().collect()
    }
}
