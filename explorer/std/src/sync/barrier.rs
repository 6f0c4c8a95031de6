//! `Barrier`.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use engine::{Access, Kind, Observation, Origin, Snapshot, TaskId};

use crate::shared::{Shared, wait};

/// The order of arrival makes a difference: somebody asks who came last, or more threads come than meet at a time.
/// Otherwise arrivals are only counted.
const ORDER: Observation = Observation(1);
/// The aspect that is counted.
const ARRIVED: u8 = 1;

/// `std::sync::Barrier`.
pub struct Barrier {
    shared: Shared,
    size: usize,
    arrived: Cell<usize>,
    generation: Cell<usize>,
    clock: Cell<Duration>,
    /// Who has come so far.
    users: RefCell<Vec<TaskId>>,
}

// SAFETY: all threads are coroutines of one system thread, and no borrow of `users` lasts over a point.
unsafe impl Send for Barrier {}
// SAFETY: as above.
unsafe impl Sync for Barrier {}
impl UnwindSafe for Barrier {}
impl RefUnwindSafe for Barrier {}

/// `std::sync::BarrierWaitResult`.
pub struct BarrierWaitResult {
    is_leader: bool,
    barrier: Origin,
}

impl BarrierWaitResult {
    /// As in `std`.
    pub fn is_leader(&self) -> bool {
        self.barrier.observe(ORDER);
        self.is_leader
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
            users: RefCell::new(Vec::new()),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = Location::caller();
        let id = self.shared.id("Barrier", Snapshot::of(self));
        self.come();
        let access = if self.shared.is_observed(ORDER) {
            Access::writes(ARRIVED)
        } else {
            Access::adds(ARRIVED)
        };
        engine::pass(Kind::Arrive, id, access, at);
        self.shared.change();
        let arrived = self.arrived.get() + 1;
        self.arrived.set(arrived);
        self.clock.set(self.clock.get().max(engine::clock()));
        engine::event(Kind::Arrive, Some(id), Some(at), || {
            format!("{arrived} of {}", self.size)
        });
        let generation = self.generation.get();
        let is_leader = arrived >= self.size;
        if is_leader {
            self.arrived.set(0);
            self.generation.set(generation + 1);
            engine::achieve();
        } else {
            // To go on changes nothing for others.
            wait(Kind::Arrive, id, Access::LOCAL, at, &|| {
                self.generation.get() != generation
            });
        }
        engine::merge_clock(self.clock.get());
        BarrierWaitResult {
            is_leader,
            barrier: self.shared.origin(),
        }
    }

    /// Notes who comes.
    fn come(&self) {
        let me = engine::me().id;
        let mut users = self.users.borrow_mut();
        if !users.contains(&me) {
            users.push(me);
            if users.len() > self.size {
                self.shared.observe(ORDER);
            }
        }
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
