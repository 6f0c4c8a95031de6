//! The locks that threads hold, as bars beside their columns.

use crate::trace::state::State;

/// More bars have no room beside a column.
const MOST: usize = 3;

/// A piece of a bar, in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// At which place beside the column.
    pub(crate) slot: usize,
    /// Which lock, by its place in the list of those that are held some time.
    pub(crate) lock: usize,
    pub(crate) part: Part,
}

/// What part of a bar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The lock was taken here.
    Begins,
    Goes,
    /// It was given back here.
    Ends,
}

/// A lock that a thread holds: by which event, and which.
type Held = (usize, usize);

/// Follows who holds what from row to row.
pub(super) struct Bars {
    /// Of each column, what is held at each slot.
    slots: Vec<[Option<Held>; MOST]>,
    /// The locks in the order in which they were first held.
    locks: Vec<usize>,
}

impl Bars {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            slots: vec![[None; MOST]; columns],
            locks: Vec::new(),
        }
    }

    /// Begins anew, since nobody knows who holds what.
    pub(super) fn forget(&mut self) {
        self.slots.fill([None; MOST]);
    }

    /// The bars beside this column, after a step.
    pub(super) fn after(&mut self, state: &State, column: usize, thread: usize) -> Vec<Bar> {
        let held: Vec<Held> = state
            .holders
            .iter()
            .flat_map(|(lock, holders)| holders.iter().map(|hold| (hold, *lock)))
            .filter(|(hold, _)| hold.thread == thread)
            .map(|(hold, lock)| (hold.event, lock))
            .collect();
        let before = self.slots[column];
        let mut bars = Vec::new();
        for (slot, held_before) in before.into_iter().enumerate() {
            let Some(one) = held_before else { continue };
            let part = if held.contains(&one) {
                Part::Goes
            } else {
                self.slots[column][slot] = None;
                Part::Ends
            };
            bars.push(self.bar(slot, one, part));
        }
        for one in held {
            if before.contains(&Some(one)) {
                continue;
            }
            // A place where another one has just ended is taken only where there is none besides.
            let free = |slots: &[Option<Held>; MOST]| slots.iter().position(Option::is_none);
            let both = std::array::from_fn(|slot| before[slot].or(self.slots[column][slot]));
            if let Some(slot) = free(&both).or_else(|| free(&self.slots[column])) {
                self.slots[column][slot] = Some(one);
                bars.push(self.bar(slot, one, Part::Begins));
            }
        }
        bars
    }

    fn bar(&mut self, slot: usize, (_, lock): Held, part: Part) -> Bar {
        let known = self.locks.iter().position(|known| *known == lock);
        let lock = known.unwrap_or_else(|| {
            self.locks.push(lock);
            self.locks.len() - 1
        });
        Bar { slot, lock, part }
    }

    /// All locks that were held.
    pub(super) fn into_locks(self) -> Vec<usize> {
        self.locks
    }
}
