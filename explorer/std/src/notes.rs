//! What probes note, without a lock of its own: adding a note is one point, and as long as nobody asks for the order of
//! notes, none is tried.

use std::cell::RefCell;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use engine::{Access, Kind, Observation, Snapshot};

use crate::shared::Shared;

/// Somebody reads the notes in the order in which they were made.
const ORDER: Observation = Observation(1);
/// The aspect that all are about.
const NOTES: u8 = 1;

/// A list that threads add to.
pub struct Notes<T> {
    shared: Shared,
    notes: RefCell<Vec<T>>,
}

// SAFETY: all threads are coroutines of one system thread, and no borrow of `notes` lasts over a point.
unsafe impl<T: Send> Send for Notes<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Notes<T> {}

impl<T> UnwindSafe for Notes<T> {}
impl<T> RefUnwindSafe for Notes<T> {}

impl<T> Notes<T> {
    /// Nothing is noted yet.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            shared: Shared::new(),
            notes: RefCell::new(Vec::new()),
        }
    }

    fn id(&self) -> usize {
        self.shared.id("notes", Snapshot::of(self))
    }

    /// Adds a note. How many there are now is for showing only.
    #[track_caller]
    pub fn add(&self, note: T) -> usize {
        let id = self.id();
        let access = if self.shared.is_observed(ORDER) {
            Access::writes(NOTES)
        } else {
            Access::adds(NOTES)
        };
        engine::pass(Kind::Note, id, access, Location::caller());
        self.shared.change();
        let mut notes = self.notes.borrow_mut();
        notes.push(note);
        notes.len()
    }

    /// How many there are.
    #[track_caller]
    pub fn count(&self) -> usize {
        let at = Location::caller();
        engine::pass(Kind::Load, self.id(), Access::reads(NOTES), at);
        self.shared.futile(at);
        self.notes.borrow().len()
    }
}

impl<T: Clone> Notes<T> {
    /// All of them, in order.
    #[track_caller]
    pub fn in_order(&self) -> Vec<T> {
        self.id();
        self.shared.observe(ORDER);
        self.in_any_order()
    }

    /// All of them, for who makes nothing of their order.
    #[track_caller]
    pub fn in_any_order(&self) -> Vec<T> {
        self.count();
        self.notes.borrow().clone()
    }
}

impl<T> Default for Notes<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
