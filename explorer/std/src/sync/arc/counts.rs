//! The counts of an `Arc`, as others can see them. Nothing else here calls the engine.
//!
//! Whoever looks at a count does it at a point. That somebody clones or drops one is a point only where somebody looks at
//! what was made at the same place: a program that just shares has no more interleavings for it. Who drops the last one can
//! be noticed without looking, by what the destructor of the value does.

use std::cell::Cell;
use std::time::Duration;

use engine::{Kind, Silent, Snapshot};

use crate::shared::{At, Shared};

/// More than these can only be left behind by a program that forgets them for ever.
const MOST: usize = isize::MAX as usize;

/// What the engine knows as silent: that a count changes, and which drop is the last.
const STRONG: &str = "Arc";
const WEAK: &str = "Weak";
const LAST: &str = "last Arc";

/// How many `Arc`s a value has, and how many `Weak`s.
pub(super) struct Counts {
    shared: Shared,
    strong: Count,
    /// All `Arc`s together hold one.
    weak: Count,
}

struct Count {
    name: &'static str,
    now: Cell<usize>,
    /// The latest clock of those who dropped one.
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
    fn new(name: &'static str, now: usize) -> Self {
        Self {
            name,
            now: Cell::new(now),
            clock: Cell::new(Duration::ZERO),
        }
    }

    /// For a trace.
    fn shown(&self) -> String {
        match self.name {
            WEAK => format!("{} weak", self.now.get().saturating_sub(1)),
            _ => self.now.get().to_string(),
        }
    }

    /// The calling thread drops one, for others to see.
    fn leave(&self) {
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

    /// Another `Arc`, which may be the first.
    pub(super) fn clone_strong(&self, at: At) {
        self.strong.abort_beyond_most(at);
        self.add(&self.strong, at);
    }

    /// `Arc::drop`. Whether it was the last.
    pub(super) fn drop_strong(&self) -> bool {
        self.remove(&self.strong)
    }

    /// `Arc::into_inner`. Whether it was the last.
    pub(super) fn remove_strong(&self, at: At) -> bool {
        self.look(&[&self.strong], true, at);
        self.strong.leave();
        let left = self.strong.now.get() - 1;
        self.update(left, at);
        left == 0
    }

    /// `Arc::downgrade`.
    pub(super) fn downgrade(&self, at: At) {
        assert!(self.weak.now.get() <= MOST, "Arc counter overflow");
        self.add(&self.weak, at);
    }

    /// `Weak::clone`.
    pub(super) fn clone_weak(&self, at: At) {
        self.weak.abort_beyond_most(at);
        self.add(&self.weak, at);
    }

    /// `Weak::drop`. Whether nobody needs the memory any more.
    pub(super) fn drop_weak(&self) -> bool {
        self.remove(&self.weak)
    }

    /// The end of what all `Arc`s held together, which nobody can see. Whether nobody needs the memory any more.
    pub(super) fn end(&self) -> bool {
        let left = self.weak.now.get() - 1;
        self.weak.now.set(left);
        left == 0
    }

    /// `strong_count`.
    pub(super) fn strong_count(&self, at: At) -> usize {
        self.look(&[&self.strong], false, at);
        self.saw(&self.strong, true, at);
        self.strong.now.get()
    }

    /// `weak_count`.
    pub(super) fn weak_count(&self, at: At) -> usize {
        self.look(&[&self.strong, &self.weak], false, at);
        self.saw(&self.weak, true, at);
        match self.strong.now.get() {
            0 => 0,
            _ => self.weak.now.get() - 1,
        }
    }

    /// `Arc::try_unwrap`. Whether it works.
    pub(super) fn try_unwrap(&self, at: At) -> bool {
        self.look(&[&self.strong], true, at);
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
        self.look(&[&self.strong, &self.weak], false, at);
        let owners = self.owners();
        self.saw(self.others(), owners != Owners::One, at);
        owners == Owners::One
    }

    /// `Arc::make_mut`.
    pub(super) fn make_mut(&self, at: At) -> Owners {
        self.look(&[&self.strong, &self.weak], true, at);
        let owners = self.owners();
        self.saw(self.others(), false, at);
        if owners == Owners::OneAndWeaks {
            self.update(0, at);
        }
        owners
    }

    /// `Weak::upgrade`. Whether it works.
    pub(super) fn upgrade(&self, at: At) -> bool {
        self.look(&[&self.strong], true, at);
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
            engine::begin_as_last(self.silent(LAST));
        }
    }

    fn id(&self) -> usize {
        self.shared.id("Arc", Snapshot::of(self))
    }

    fn silent(&self, name: &'static str) -> Silent {
        (name, Some(self.shared.made_at()))
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

    /// Comes back when the thread may look at the counts, and perhaps change them.
    fn look(&self, counts: &[&Count], changes: bool, at: At) {
        if !engine::is_exploring() {
            return;
        }
        for count in counts {
            engine::make_matter(self.silent(count.name));
        }
        let kind = if changes { Kind::Update } else { Kind::Load };
        engine::pass(kind, self.id(), changes, at);
        for count in counts {
            engine::merge_clock(count.clock.get());
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

    fn add(&self, count: &Count, at: At) {
        let matters = engine::is_exploring() && engine::matters(self.silent(count.name));
        if matters {
            engine::pass(Kind::Clone, self.id(), true, at);
        }
        count.now.set(count.now.get() + 1);
        if matters {
            self.changed(count);
            engine::event(Kind::Clone, Some(self.id()), Some(at), || count.shown());
        }
    }

    /// Whether it was the last.
    fn remove(&self, count: &Count) -> bool {
        let matters = engine::is_exploring()
            && (engine::matters(self.silent(count.name))
                || (count.name == STRONG && engine::matters(self.silent(LAST))));
        if matters {
            engine::pass(Kind::Drop, self.id(), true, self.shared.made_at());
            count.leave();
        }
        let left = count.now.get() - 1;
        count.now.set(left);
        if matters {
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
