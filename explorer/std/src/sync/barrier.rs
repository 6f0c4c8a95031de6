//! `Barrier`.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use engine::{Early, Kind, Operation, Snapshot};

use crate::shared::Shared;

/// `std::sync::Barrier`.
pub struct Barrier {
    shared: Shared,
    size: usize,
    arrived: Cell<usize>,
    generation: Cell<usize>,
    clock: Cell<Duration>,
}

// SAFETY: all threads are coroutines of one system thread.
unsafe impl Sync for Barrier {}
impl UnwindSafe for Barrier {}
impl RefUnwindSafe for Barrier {}

/// `std::sync::BarrierWaitResult`.
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// As in `std`.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// As in `std`.
    #[track_caller]
    pub const fn new(n: usize) -> Self {
        Self {
            shared: Shared::new(),
            size: n,
            arrived: Cell::new(0),
            generation: Cell::new(0),
            clock: Cell::new(Duration::ZERO),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = Location::caller();
        let id = self.shared.id("Barrier", Snapshot::of(self));
        engine::pass(Kind::Arrive, id, true, at);
        self.shared.change();
        let arrived = self.arrived.get() + 1;
        self.arrived.set(arrived);
        self.clock.set(self.clock.get().max(engine::clock()));
        engine::event(Kind::Arrive, Some(id), Some(at), || {
            format!("{arrived} of {}", self.size)
        });
        let generation = self.generation.get();
        if arrived >= self.size {
            self.arrived.set(0);
            self.generation.set(generation + 1);
            engine::merge_clock(self.clock.get());
            engine::achieve();
            return BarrierWaitResult(true);
        }
        // To go on changes nothing for others.
        let operation = Operation {
            kind: Kind::Arrive,
            object: id,
            changes: false,
            location: at,
        };
        engine::reach(operation, Early::Never, &|| {
            self.generation.get() != generation
        });
        engine::merge_clock(self.clock.get());
        BarrierWaitResult(false)
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.is_leader())
            .finish()
    }
}
