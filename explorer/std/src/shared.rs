//! What every shared object has in common.

use std::cell::Cell;
use std::panic::Location;

use engine::{
    Access, Early, Kind, Object, Observation, Operation, Origin, Ready, Snapshot, TaskId, Wait,
};

/// Where in the source.
pub(crate) type At = &'static Location<'static>;

/// The identity of a shared object, and how often it was changed.
pub(crate) struct Shared {
    object: Object,
    stamp: Cell<u64>,
}

impl Shared {
    #[track_caller]
    pub(crate) const fn new() -> Self {
        Self {
            object: Object::new(),
            stamp: Cell::new(0),
        }
    }

    /// Its number. `whole` is the memory of the value that it is part of.
    pub(crate) fn id(&self, what: &'static str, whole: Snapshot) -> usize {
        self.object.id(what, whole)
    }

    /// Whether somebody looks at this. It must have its number.
    pub(crate) fn is_observed(&self, what: Observation) -> bool {
        self.object.is_observed(what)
    }

    /// Where in the source it was made.
    #[cfg(feature = "arc")]
    pub(crate) fn made_at(&self) -> At {
        self.object.made_at()
    }

    /// Where it was made.
    pub(crate) fn origin(&self) -> Origin {
        self.object.origin()
    }

    /// Somebody looks at this.
    pub(crate) fn observe(&self, what: Observation) {
        self.object.observe(what);
    }

    /// It changes.
    pub(crate) fn change(&self) {
        self.stamp.set(self.stamp.get() + 1);
    }

    /// It changes for good: no lock that is given back again, but a value or a message.
    pub(crate) fn change_for_good(&self) {
        self.change();
        engine::change();
    }

    /// The calling thread asked it in vain.
    pub(crate) fn futile(&self, at: At) {
        futile(at, self.stamp.get());
    }
}

/// The calling thread asked in vain of something that was changed `stamp` times so far.
pub(crate) fn futile(at: At, stamp: u64) {
    engine::futile(at, stamp, engine::MAX_FUTILE);
}

/// Who takes a lock, for telling a loop that looks under the lock again and again.
pub(crate) struct Takers {
    last: Cell<TaskId>,
    /// How often another thread than before took it.
    changes: Cell<u64>,
}

/// So often a thread may take the same lock at the same place, with nobody else having had it, before the others go
/// first.
const MAX_RETAKEN: u32 = 50;

impl Takers {
    pub(crate) const fn new() -> Self {
        Self {
            last: Cell::new(0),
            changes: Cell::new(0),
        }
    }

    /// The calling thread takes it.
    pub(crate) fn take(&self, at: At) {
        let me = engine::me().id;
        if self.last.replace(me) != me {
            self.changes.set(self.changes.get() + 1);
        }
        engine::futile(at, self.changes.get(), MAX_RETAKEN);
    }
}

/// Waits until `ready`.
pub(crate) fn wait(kind: Kind, object: usize, access: Access, at: At, ready: &dyn Fn() -> bool) {
    let operation = (kind, object, access, at);
    wait_early(operation, Ready::When(ready), Early::Never, Access::LOCAL);
}

/// Waits until `ready`, or less. `true` when it was less; `early_access` is what it has to do with the object then.
pub(crate) fn wait_early(
    (kind, object, access, location): (Kind, usize, Access, At),
    ready: Ready<'_>,
    early: Early,
    early_access: Access,
) -> bool {
    let operation = Operation {
        kind,
        object,
        access,
        location,
    };
    let wait = Wait {
        ready,
        early,
        early_access,
    };
    engine::reach(operation, wait)
}
