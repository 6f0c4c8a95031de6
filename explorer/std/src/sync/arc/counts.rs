//! The counts of an `Arc`, as others can see them. Nothing else here calls the engine.
//!
//! Whoever looks at a count does it at a point. That somebody clones or drops one is a point only where somebody looks at
//! what that changes, of a value made at the same place: a program that just shares has no more interleavings for it. Who
//! drops the last one can be noticed without looking, by what the destructor of the value does.

use std::cell::Cell;
use std::time::Duration;

use engine::{Access, Kind, Observation, Snapshot};

use crate::shared::{At, Shared};

/// More than these can only be left behind by a program that forgets them for ever.
const MOST: usize = isize::MAX as usize;

/// Aspects, each of which somebody may look at: how many `Arc`s there are, and how many `Weak`s.
const STRONG: u8 = 1;
const WEAK: u8 = 2;
/// Whether who has an `Arc` is alone with it. Clones cannot make a difference: their makers have another one.
const SOLE: u8 = 4;
/// Whether there is an `Arc` at all.
const ALIVE: u8 = 8;
/// Which thread drops the last one, and when.
const LAST: u8 = 16;

const FIRST: Access = Access::adds(STRONG | SOLE | ALIVE);
const CLONE: Access = Access::adds(STRONG);
const DROP: Access = Access::adds(STRONG | SOLE | ALIVE);
const UPGRADE: Access = Access::adds(STRONG | SOLE).and(Access::reads(ALIVE));
const CLONE_WEAK: Access = Access::adds(WEAK);
const DROP_WEAK: Access = Access::adds(WEAK | SOLE);
/// Who takes the value takes it from all others.
const TAKE: Access = Access::writes(SOLE | LAST).and(Access::adds(STRONG | ALIVE));

/// How many `Arc`s a value has, and how many `Weak`s.
pub(super) struct Counts {
    shared: Shared,
    strong: Count,
    /// All `Arc`s together hold one.
    weak: Count,
}

struct Count {
    what: u8,
    now: Cell<usize>,
    /// The latest clock of those who made or dropped one.
    clock: Cell<Duration>,
}

/// Who has a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owners {
    /// Whoever asks, and nobody else.
    One,
    /// There are `Weak`s, which have just lost it.
    OneAndWeaks,
    /// Other `Arc`s.
    Many,
}

impl Count {
    fn new(what: u8, now: usize) -> Self {
        Self {
            what,
            now: Cell::new(now),
            clock: Cell::new(Duration::ZERO),
        }
    }

    /// For a trace.
    fn shown(&self) -> String {
        match self.what {
            WEAK => format!("{} weak", self.now.get().saturating_sub(1)),
            _ => self.now.get().to_string(),
        }
    }

    /// The calling thread makes or drops one, for others to see.
    fn change(&self) {
        if engine::is_exploring() {
            self.clock.set(self.clock.get().max(engine::clock()));
        }
    }

    /// Counts that wrap around would free what is in use.
    fn abort_beyond_most(&self, at: At) {
        if self.now.get() > MOST {
            crate::process::abort_at(at);
        }
    }
}

impl Counts {
    /// Of a new value, with one `Arc`, or none yet.
    #[track_caller]
    pub(super) fn new(strong: usize) -> Self {
        Self {
            shared: Shared::new(),
            strong: Count::new(STRONG, strong),
            weak: Count::new(WEAK, 1),
        }
    }

    /// The first `Arc`, where there were `Weak`s before.
    pub(super) fn make_first(&self, at: At) {
        self.add(&self.strong, STRONG | SOLE | ALIVE, FIRST, at);
    }

    /// Another `Arc`.
    pub(super) fn clone_strong(&self, at: At) {
        self.strong.abort_beyond_most(at);
        self.add(&self.strong, STRONG, CLONE, at);
    }

    /// `Arc::drop`. Whether it was the last.
    pub(super) fn drop_strong(&self) -> bool {
        let access = if self.is_observed(LAST) {
            DROP.and(Access::writes(LAST))
        } else {
            DROP
        };
        self.remove(&self.strong, STRONG | SOLE | ALIVE | LAST, access)
    }

    /// `Arc::into_inner`. Whether it was the last.
    pub(super) fn remove_strong(&self, at: At) -> bool {
        self.look(SOLE, TAKE, at);
        self.strong.change();
        let left = self.strong.now.get() - 1;
        self.update(left, at);
        left == 0
    }

    /// `Arc::downgrade`.
    pub(super) fn downgrade(&self, at: At) {
        assert!(self.weak.now.get() <= MOST, "Arc counter overflow");
        self.add(&self.weak, WEAK, CLONE_WEAK, at);
    }

    /// `Weak::clone`.
    pub(super) fn clone_weak(&self, at: At) {
        self.weak.abort_beyond_most(at);
        self.add(&self.weak, WEAK, CLONE_WEAK, at);
    }

    /// `Weak::drop`. Whether nobody needs the memory any more.
    pub(super) fn drop_weak(&self) -> bool {
        self.remove(&self.weak, WEAK | SOLE, DROP_WEAK)
    }

    /// The end of what all `Arc`s held together, which nobody can see. Whether nobody needs the memory any more.
    pub(super) fn end(&self) -> bool {
        let left = self.weak.now.get() - 1;
        self.weak.now.set(left);
        left == 0
    }

    /// `strong_count`.
    pub(super) fn strong_count(&self, at: At) -> usize {
        self.look(STRONG, Access::reads(STRONG), at);
        self.saw(&self.strong, true, at);
        self.strong.now.get()
    }

    /// `weak_count`.
    pub(super) fn weak_count(&self, at: At) -> usize {
        self.look(WEAK | ALIVE, Access::reads(WEAK | ALIVE), at);
        self.saw(&self.weak, true, at);
        match self.strong.now.get() {
            0 => 0,
            _ => self.weak.now.get() - 1,
        }
    }

    /// `Arc::try_unwrap`. Whether it works.
    pub(super) fn try_unwrap(&self, at: At) -> bool {
        self.look(SOLE, TAKE, at);
        let works = self.strong.now.get() == 1;
        if works {
            self.update(0, at);
        } else {
            self.saw(&self.strong, true, at);
        }
        works
    }

    /// `Arc::is_unique`.
    pub(super) fn is_unique(&self, at: At) -> bool {
        self.look(SOLE, Access::reads(SOLE), at);
        let owners = self.owners();
        self.saw(self.others(), owners != Owners::One, at);
        owners == Owners::One
    }

    /// `Arc::make_mut`.
    pub(super) fn make_mut(&self, at: At) -> Owners {
        self.look(SOLE, TAKE, at);
        let owners = self.owners();
        self.saw(self.others(), false, at);
        if owners == Owners::OneAndWeaks {
            self.update(0, at);
        }
        owners
    }

    /// `Weak::upgrade`. Whether it works.
    pub(super) fn upgrade(&self, at: At) -> bool {
        self.look(ALIVE, UPGRADE, at);
        let strong = self.strong.now.get();
        assert!(strong <= MOST, "Arc counter overflow");
        if strong == 0 {
            self.saw(&self.strong, true, at);
            return false;
        }
        self.update(strong + 1, at);
        true
    }

    /// Whoever dropped the last one drops the value from now on, until [`end_destructor`].
    pub(super) fn begin_destructor(&self) {
        if engine::is_exploring() {
            engine::begin_as_last(self.shared.origin(), Observation(LAST));
        }
    }

    fn id(&self) -> usize {
        self.shared.id("Arc", Snapshot::of(self))
    }

    /// Whether somebody looks at one of these, of what was made at the same place.
    fn is_observed(&self, what: u8) -> bool {
        engine::is_exploring() && self.shared.origin().is_observed(Observation(what))
    }

    fn owners(&self) -> Owners {
        match (self.strong.now.get(), self.weak.now.get()) {
            (1, 1) => Owners::One,
            (1, _) => Owners::OneAndWeaks,
            _ => Owners::Many,
        }
    }

    /// The count that tells why a value has not only one owner.
    fn others(&self) -> &Count {
        match self.owners() {
            Owners::OneAndWeaks => &self.weak,
            _ => &self.strong,
        }
    }

    /// Comes back when the thread may look at this, and do more.
    fn look(&self, what: u8, access: Access, at: At) {
        if !engine::is_exploring() {
            return;
        }
        let id = self.id();
        self.shared.observe(Observation(what));
        let kind = if access == Access::reads(what) {
            Kind::Load
        } else {
            Kind::Update
        };
        engine::pass(kind, id, access, at);
        engine::merge_clock(self.strong.clock.get());
        if what & (WEAK | SOLE) != 0 {
            engine::merge_clock(self.weak.clock.get());
        }
    }

    /// It has looked, perhaps for something else, and changed nothing.
    fn saw(&self, count: &Count, in_vain: bool, at: At) {
        if engine::is_exploring() {
            if in_vain {
                self.shared.futile(at);
            }
            engine::event(Kind::Load, Some(self.id()), Some(at), || count.shown());
        }
    }

    /// Others can see that a count is another one now.
    fn changed(&self, count: &Count) {
        self.shared.change();
        if count.now.get() == 0 {
            // No count has two ends.
            engine::achieve();
        }
    }

    /// Changes the number of `Arc`s after a look.
    fn update(&self, now: usize, at: At) {
        let before = self.strong.now.replace(now);
        if engine::is_exploring() {
            self.changed(&self.strong);
            engine::event(Kind::Update, Some(self.id()), Some(at), || {
                format!("{before} → {now}")
            });
        }
    }

    /// Others who look at these can tell.
    fn add(&self, count: &Count, changes: u8, access: Access, at: At) {
        let is_observed = self.is_observed(changes);
        if is_observed {
            engine::pass(Kind::Clone, self.id(), access, at);
            count.change();
        }
        count.now.set(count.now.get() + 1);
        if is_observed {
            self.changed(count);
            engine::event(Kind::Clone, Some(self.id()), Some(at), || count.shown());
        }
    }

    /// Whether it was the last. Others who look at these can tell.
    fn remove(&self, count: &Count, changes: u8, access: Access) -> bool {
        let is_observed = self.is_observed(changes);
        if is_observed {
            engine::pass(Kind::Drop, self.id(), access, self.shared.made_at());
            count.change();
        }
        let left = count.now.get() - 1;
        count.now.set(left);
        if is_observed {
            self.changed(count);
            engine::event(Kind::Drop, Some(self.id()), None, || count.shown());
            if left == 0 {
                engine::merge_clock(count.clock.get());
            }
        }
        left == 0
    }
}

/// The value is dropped, or that panicked.
pub(super) fn end_destructor() {
    if engine::is_exploring() {
        engine::end_as_last();
    }
}
