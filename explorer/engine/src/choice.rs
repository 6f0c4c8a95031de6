//! What can be chosen in a run, by whoever takes the search's place.

use crate::task::TaskId;

/// One choice. What concerns nobody but the thread that ran last happens without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This thread takes its next step.
    Turn {
        /// Which.
        thread: TaskId,
        /// Whether its wait ends although it is not ready.
        early: bool,
    },
    /// Of several ways in which a step can go, the one with this number.
    Way(usize),
}

/// A thread that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which.
    pub thread: TaskId,
    /// Whether its wait would end although it is not ready.
    pub early: bool,
    /// Whether that would be a preemption.
    pub preempts: bool,
}

/// A step that can go in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whose step.
    pub thread: TaskId,
    /// How many ways there are.
    pub ways: usize,
    /// Where each way is a thread that is concerned: those.
    pub threads: Vec<TaskId>,
}
