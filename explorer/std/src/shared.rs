//! What every shared object has in common.

use std::cell::Cell;
use std::panic::Location;

use engine::{Early, Kind, Object, Operation, Snapshot};

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

    /// It changes.
    pub(crate) fn change(&self) {
        self.stamp.set(self.stamp.get() + 1);
        engine::change();
    }

    /// The calling thread asked it in vain.
    pub(crate) fn futile(&self, at: At) {
        engine::futile(at, self.stamp.get());
    }
}

/// Waits until `ready`.
pub(crate) fn wait(kind: Kind, object: usize, at: At, ready: &dyn Fn() -> bool) {
    wait_early(kind, object, at, Early::Never, ready);
}

/// Waits until `ready`, or less. `true` when it was less.
pub(crate) fn wait_early(
    kind: Kind,
    object: usize,
    at: At,
    early: Early,
    ready: &dyn Fn() -> bool,
) -> bool {
    let operation = Operation {
        kind,
        object,
        changes: true,
        location: at,
    };
    engine::reach(operation, early, ready)
}
