//! What happened in a run that is written down.

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
