//! One thread of the explored program.

use std::any::Any;
use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use corosensei::{Coroutine, Yielder};

use crate::callers::Callers;
use crate::observation::{Observation, Origin};
use crate::operation::{Access, Early, Operation};
use crate::stack::ThreadStack;

/// Number of a thread in its execution, from 0 for the one that runs the closure.
pub type TaskId = usize;

/// Every thread is an object too: its start, its end, and who joins it. The numbers count down from the top, so that
/// they need no registration.
pub const fn thread_object(id: TaskId) -> usize {
    usize::MAX - id
}

/// The thread that an object is, if it is one.
pub const fn object_thread(object: usize) -> Option<TaskId> {
    let id = usize::MAX - object;
    if id < usize::MAX / 2 { Some(id) } else { None }
}

/// What a thread is known by, also after it has ended.
#[derive(Debug)]
pub struct ThreadInfo {
    /// Its number.
    pub id: TaskId,
    /// Its name, where it was given one.
    pub name: Option<String>,
    /// Where it was spawned.
    pub spawned_at: &'static Location<'static>,
}

pub(crate) type Stackful = Coroutine<(), (), (), ThreadStack>;

/// When an operation can be carried out.
#[derive(Clone, Copy)]
pub enum Ready<'a> {
    /// Always.
    Always,
    /// When this says so. It may look at the explored program, but asks nothing of the engine.
    When(&'a dyn Fn() -> bool),
    /// When this thread has ended.
    Ended(TaskId),
    /// When this thread has done what it was started for.
    Finished(TaskId),
    /// When this thread was unparked.
    Unparked(TaskId),
}

/// An announced operation. A condition lies on the stopped thread's stack.
#[derive(Clone, Copy)]
pub(crate) struct Pending {
    pub(crate) operation: Operation,
    pub(crate) ready: Ready<'static>,
    pub(crate) early: Early,
    /// What the operation has to do with its object when it is let go on early.
    pub(crate) early_access: Access,
}

impl Pending {
    /// Whether it is a wait that is over in time, whatever others do.
    pub(crate) fn ends_in_time(&self) -> bool {
        matches!(self.early, Early::At(_))
    }
}

/// A value of a `thread_local!`.
pub struct Local {
    /// Which one: the address of its key.
    pub key: usize,
    /// Whether it is dropped when its thread ends. What need not be is there to the last.
    pub needs_drop: bool,
    /// `None` once it was dropped at the end of its thread.
    pub value: Option<Box<dyn Any>>,
}

/// Something that a thread asked in vain.
pub(crate) struct Asked {
    pub(crate) location: &'static Location<'static>,
    /// How the object stood then.
    pub(crate) stamp: u64,
    /// How often it may.
    pub(crate) most: u32,
    /// How often it did since the object changed.
    pub(crate) count: u32,
}

pub(crate) struct Task {
    pub(crate) info: Arc<ThreadInfo>,
    pub(crate) coroutine: Option<Stackful>,
    pub(crate) yielder: *const Yielder<(), ()>,
    /// The page below its stack.
    pub(crate) guard: Range<usize>,
    /// `None` once it has ended.
    pub(crate) pending: Option<Pending>,
    /// From where it called that, where it is told.
    pub(crate) callers: Callers,
    /// Whether nothing is left but its thread-locals.
    pub(crate) has_finished_body: bool,
    /// Whether it was let go on early.
    pub(crate) early: bool,
    /// How many panics it is unwinding from: one may start in a destructor while another unwinds.
    pub(crate) panics: u32,
    /// Whether it runs a panic hook.
    pub(crate) in_hook: bool,
    /// Its own time; see `Instant` in the stand-in.
    pub(crate) clock: Duration,
    /// The clock of the thread that left it.
    pub(crate) park_token: Option<Duration>,
    /// The step at which it last had a turn.
    pub(crate) ran: u64,
    /// Since which step it could have had one.
    pub(crate) ready_since: u64,
    /// The step at which it gave way: everybody else who can has a turn before it has another.
    pub(crate) yielded: Option<u64>,
    /// What it asked in vain.
    pub(crate) futile: Vec<Asked>,
    /// In the order of their first use.
    pub(crate) locals: Vec<Local>,
    /// What falls to it because it was the last of several.
    pub(crate) as_last: Vec<(Origin, Observation)>,
}
