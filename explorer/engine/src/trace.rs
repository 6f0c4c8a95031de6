//! What threads do, as far as others can see it.

use std::panic::Location;
use std::time::Duration;

use crate::callers::Callers;
use crate::task::TaskId;

/// What kind of operation, in the field's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Spawn,
    /// The spawner goes on after a spawn.
    Spawned,
    Start,
    Exit,
    Join,
    Lock,
    TryLock,
    Unlock,
    ReadLock,
    WriteLock,
    /// A thread cannot go on yet.
    Block,
    Wait,
    Wake,
    Notify,
    Load,
    Store,
    Update,
    Send,
    Receive,
    Clone,
    Drop,
    Closed,
    Park,
    Unpark,
    Sleep,
    Yield,
    Print,
    Panic,
    Arrive,
    Initialise,
    /// A probe's own business.
    Note,
    /// The whole program ends.
    ExitProcess,
}

impl Kind {
    /// The word for traces.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spawn => "spawn",
            Self::Spawned => "spawned",
            Self::Start => "start",
            Self::Exit => "exit",
            Self::Join => "join",
            Self::Lock => "lock",
            Self::TryLock => "try_lock",
            Self::Unlock => "unlock",
            Self::ReadLock => "read_lock",
            Self::WriteLock => "write_lock",
            Self::Block => "block",
            Self::Wait => "wait",
            Self::Wake => "wake",
            Self::Notify => "notify",
            Self::Load => "read",
            Self::Store => "write",
            Self::Update => "update",
            Self::Send => "send",
            Self::Receive => "recv",
            Self::Clone => "clone",
            Self::Drop => "drop",
            Self::Closed => "closed",
            Self::Park => "park",
            Self::Unpark => "unpark",
            Self::Sleep => "sleep",
            Self::Yield => "yield",
            Self::Print => "print",
            Self::Panic => "panic",
            Self::Arrive => "arrive",
            Self::Initialise => "initialise",
            Self::Note => "note",
            Self::ExitProcess => "exit_process",
        }
    }

    /// Whether a thread that stands before it gives way by itself.
    pub(crate) fn gives_way(self) -> bool {
        matches!(self, Self::Sleep | Self::Yield)
    }
}

/// An operation that a thread is about to carry out.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What it does.
    pub kind: Kind,
    /// To which object; see [`crate::Object::id`]. Two operations on different objects commute.
    pub object: usize,
    /// Whether it changes the object. Two that do not change it commute.
    pub changes: bool,
    /// Where in the source.
    pub location: &'static Location<'static>,
}

impl Operation {
    /// Whether the order of the two does not matter.
    pub(crate) fn commutes_with(&self, other: &Self) -> bool {
        self.object != other.object || !(self.changes || other.changes)
    }

    /// Whether a second run of the same schedule came to the same operation.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.object == other.object && self.location == other.location
    }
}

/// When a thread may go on although its operation is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// Never.
    Never,
    /// For no reason, as `Condvar::wait` and `park` may.
    Spuriously,
    /// When the time is up, on the thread's own clock. How long that really takes nobody knows, so it may be before or
    /// after anything the others do.
    At(Duration),
    /// When the time is up, which is so far away that everything else that can happen happens before.
    AtLast(Duration),
}

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
