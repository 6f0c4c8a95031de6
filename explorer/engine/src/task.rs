//! One thread of the explored program.

use std::any::Any;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, Yielder};

use crate::silent::Silent;
use crate::trace::{Early, Operation};

/// Number of a thread in its execution, from 0 for the one that runs the closure.
pub type TaskId = usize;

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

pub(crate) type Stackful = Coroutine<(), (), (), DefaultStack>;

/// An announced operation. The condition lies on the stopped thread's stack.
#[derive(Clone, Copy)]
pub(crate) struct Pending {
    pub(crate) operation: Operation,
    pub(crate) ready: *const dyn Fn() -> bool,
    pub(crate) early: Early,
}

impl Pending {
    pub(crate) fn is_ready(&self) -> bool {
        // SAFETY: points to a `static`, or into the stack of a thread that stands still in `reach`.
        unsafe { (*self.ready)() }
    }
}

/// A value of a `thread_local!`.
pub struct Local {
    /// Which one: the address of its key.
    pub key: usize,
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
    /// `None` once it has ended.
    pub(crate) pending: Option<Pending>,
    /// Whether it was let go on early.
    pub(crate) early: bool,
    /// How many panics it is unwinding from: one may start in a destructor while another unwinds.
    pub(crate) panics: u32,
    /// Its own time; see `Instant` in the stand-in.
    pub(crate) clock: Duration,
    /// The clock of the thread that left it.
    pub(crate) park_token: Option<Duration>,
    /// The step at which it last had a turn.
    pub(crate) ran: u64,
    /// The step at which it gave way: everybody else who can has a turn before it has another.
    pub(crate) yielded: Option<u64>,
    /// What it asked in vain.
    pub(crate) futile: Vec<Asked>,
    /// In the order of their first use.
    pub(crate) locals: Vec<Local>,
    /// What it was the last to do, while it does what falls to the last.
    pub(crate) as_last: Vec<Silent>,
}
