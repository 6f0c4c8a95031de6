//! What threads do, as far as others can notice it, and which of it may change places.

use std::panic::Location;
use std::time::Duration;

macro_rules! kinds {
    ($($(#[$about:meta])* $name:ident = $word:literal,)*) => {
        /// What kind of operation, in the field's words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$about])* $name,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word for traces.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

// The judge's `Operation` has the same words, but for `start` and `spawned`, which are no events. A test of the judge
// (`explore/records/tests.rs`) holds the two lists to each other.
kinds! {
    Spawn = "spawn",
    /// The spawner goes on after a spawn.
    Spawned = "spawned",
    Start = "start",
    Exit = "exit",
    Join = "join",
    Lock = "lock",
    TryLock = "try_lock",
    Unlock = "unlock",
    ReadLock = "read_lock",
    WriteLock = "write_lock",
    /// A thread cannot go on yet.
    Block = "block",
    Wait = "wait",
    Wake = "wake",
    Notify = "notify",
    Load = "read",
    Store = "write",
    Update = "update",
    Send = "send",
    Receive = "recv",
    Clone = "clone",
    Drop = "drop",
    Closed = "closed",
    Park = "park",
    Unpark = "unpark",
    Sleep = "sleep",
    Yield = "yield",
    Print = "print",
    Panic = "panic",
    Arrive = "arrive",
    Initialise = "initialise",
    /// A probe's own business.
    Note = "note",
    /// The whole program ends.
    ExitProcess = "exit_process",
}

impl Kind {
    /// Whether a thread that stands before it gives way by itself.
    pub(crate) fn gives_way(self) -> bool {
        matches!(self, Self::Sleep | Self::Yield)
    }
}

/// What an operation has to do with an object. An object has up to eight *aspects*, such as the two ends of a queue; an
/// operation reads some, writes some, and adds to some. Additions commute with each other: what is counted, or noted in
/// an order that nobody asks for.
///
/// This is all there is to which operations commute. Each primitive says at its aspects why that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    reads: u8,
    writes: u8,
    adds: u8,
}

impl Access {
    /// Concerns nobody but the thread itself.
    pub const LOCAL: Self = Self {
        reads: 0,
        writes: 0,
        adds: 0,
    };
    /// Reads the whole object.
    pub const READ: Self = Self::reads(u8::MAX);
    /// Writes the whole object.
    pub const WRITE: Self = Self::writes(u8::MAX);

    /// Reads these aspects.
    pub const fn reads(aspects: u8) -> Self {
        Self {
            reads: aspects,
            ..Self::LOCAL
        }
    }

    /// Writes these aspects.
    pub const fn writes(aspects: u8) -> Self {
        Self {
            writes: aspects,
            ..Self::LOCAL
        }
    }

    /// Adds to these aspects.
    pub const fn adds(aspects: u8) -> Self {
        Self {
            adds: aspects,
            ..Self::LOCAL
        }
    }

    /// Does both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            reads: self.reads | other.reads,
            writes: self.writes | other.writes,
            adds: self.adds | other.adds,
        }
    }

    /// Whether it is nobody else's business.
    pub(crate) const fn is_local(self) -> bool {
        self.reads | self.writes | self.adds == 0
    }

    /// Whether the order of two accesses to one object does not matter.
    const fn commutes_with(self, other: Self) -> bool {
        let conflicts = self.writes & (other.reads | other.writes | other.adds)
            | other.writes & (self.reads | self.adds)
            | self.adds & other.reads
            | other.adds & self.reads;
        conflicts == 0
    }
}

/// An operation that a thread is about to carry out.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What it does.
    pub kind: Kind,
    /// To which object; see [`crate::Object::id`]. Two operations on different objects commute.
    pub object: usize,
    /// What it has to do with it.
    pub access: Access,
    /// Where in the source.
    pub location: &'static Location<'static>,
}

impl Operation {
    /// Whether the order of the two does not matter, where both can be carried out.
    pub(crate) fn commutes_with(&self, other: &Self) -> bool {
        self.object != other.object || self.access.commutes_with(other.access)
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
    /// When nothing else can happen any more.
    WhenIdle,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: u8 = 1;
    const TAIL: u8 = 2;

    #[test]
    fn what_is_read_or_added_commutes_with_its_like_only() {
        let (read, write, add) = (
            Access::reads(TAIL),
            Access::writes(TAIL),
            Access::adds(TAIL),
        );
        for (one, other, commutes) in [
            (read, read, true),
            (add, add, true),
            (write, write, false),
            (read, write, false),
            (read, add, false),
            (add, write, false),
        ] {
            assert_eq!(one.commutes_with(other), commutes, "{one:?} {other:?}");
            assert_eq!(other.commutes_with(one), commutes, "{other:?} {one:?}");
        }
    }

    #[test]
    fn different_aspects_commute_and_local_business_with_everything() {
        assert!(Access::writes(HEAD).commutes_with(Access::writes(TAIL)));
        assert!(!Access::writes(HEAD).commutes_with(Access::WRITE));
        assert!(Access::LOCAL.commutes_with(Access::WRITE));
        assert!(Access::LOCAL.is_local() && !Access::READ.is_local());
    }
}
