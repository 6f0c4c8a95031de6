//! One thread of the explored program.

use std::any::Any;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, Yielder};

use crate::trace::Operation;

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
    /// Whether it may also go on for no reason, as `Condvar::wait` and `park` may.
    pub(crate) spuriously: bool,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "they are facts of their own, not one state"
)]
pub(crate) struct Task {
    pub(crate) info: Arc<ThreadInfo>,
    pub(crate) coroutine: Option<Stackful>,
    pub(crate) yielder: *const Yielder<(), ()>,
    /// `None` once it has ended.
    pub(crate) pending: Option<Pending>,
    /// Whether it was let go on for no reason.
    pub(crate) woken_spuriously: bool,
    pub(crate) panicking: bool,
    /// Its own time; see `Instant` in the stand-in.
    pub(crate) clock: Duration,
    pub(crate) park_token: bool,
    /// Lets the others go first, once.
    pub(crate) yielded: bool,
    /// Where it tried in vain since it last did something that counts.
    pub(crate) futile: Vec<&'static Location<'static>>,
    /// `thread_local!`s, by the address of their key, in the order of their first use.
    pub(crate) locals: Vec<(usize, Box<dyn Any>)>,
}
