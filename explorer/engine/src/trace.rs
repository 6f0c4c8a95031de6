//! What threads do, as far as others can see it.

use std::panic::Location;

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
    Wait,
    Wake,
    Notify,
    Load,
    Store,
    Update,
    Send,
    Receive,
    Close,
    Park,
    Unpark,
    Sleep,
    Yield,
    Print,
    Panic,
    Meet,
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
            Self::Wait => "wait",
            Self::Wake => "wake",
            Self::Notify => "notify",
            Self::Load => "read",
            Self::Store => "write",
            Self::Update => "update",
            Self::Send => "send",
            Self::Receive => "recv",
            Self::Close => "closed",
            Self::Park => "park",
            Self::Unpark => "unpark",
            Self::Sleep => "sleep",
            Self::Yield => "yield",
            Self::Print => "print",
            Self::Panic => "panic",
            Self::Meet => "barrier_wait",
            Self::Initialise => "initialise",
            Self::Note => "note",
            Self::ExitProcess => "exit_process",
        }
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

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who did it.
    pub thread: TaskId,
    /// What.
    pub kind: Kind,
    /// To which object, where there is one.
    pub object: Option<usize>,
    /// Where in the source, where that is known.
    pub location: Option<&'static Location<'static>>,
    /// More, in words or as a value.
    pub detail: String,
}
