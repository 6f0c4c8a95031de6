//! `Mutex`.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};
use std::time::Duration;

use engine::{Access, Kind, Observation, Snapshot};

use super::locks::{Poison, poisonable, result, shown_as_data};
use crate::panic;
use crate::shared::{At, Shared, Takers, wait};

/// Somebody tries to take the lock, and so sees when it is given back. Otherwise that is no point: nobody can tell how
/// long it has been free.
const TRIED: Observation = Observation(1);

/// Aspects: who has it, and whether it is poisoned.
const HELD: u8 = 1;
const POISON: u8 = 2;
/// Taking it hears of poison.
const TAKE: Access = Access::writes(HELD).and(Access::reads(POISON));

/// The lock itself.
pub(crate) struct RawMutex {
    shared: Shared,
    locked: Cell<bool>,
    poison: Poison,
    /// When it was last taken or given back.
    clock: Cell<Duration>,
    takers: Takers,
}

impl RawMutex {
    #[track_caller]
    const fn new() -> Self {
        Self {
            shared: Shared::new(),
            locked: Cell::new(false),
            poison: Poison::new(),
            clock: Cell::new(Duration::ZERO),
            takers: Takers::new(),
        }
    }

    fn id(&self) -> usize {
        self.shared.id("Mutex", Snapshot::of(self))
    }

    fn take(&self, at: At) {
        self.takers.take(at);
        self.locked.set(true);
        self.shared.change();
        engine::merge_clock(self.clock.get());
        self.clock.set(engine::clock());
    }

    pub(crate) fn lock(&self, id: usize, at: At) {
        wait(Kind::Lock, id, TAKE, at, &|| !self.locked.get());
        self.take(at);
        let poisoned = self.poison.is_there();
        engine::event(Kind::Lock, Some(id), Some(at), || {
            let words = if poisoned { "poisoned" } else { "" };
            words.to_owned()
        });
    }

    fn try_lock(&self, id: usize, at: At) -> bool {
        self.shared.observe(TRIED);
        engine::pass(Kind::TryLock, id, TAKE, at);
        let busy = self.locked.get();
        if busy {
            engine::merge_clock(self.clock.get());
            self.shared.futile(at);
        } else {
            self.take(at);
        }
        engine::event(Kind::TryLock, Some(id), Some(at), || {
            let words = if busy { "busy" } else { "taken" };
            words.to_owned()
        });
        !busy
    }

    /// `poisons` says whether the holder panicked since it took the lock.
    pub(crate) fn unlock(&self, poisons: bool, at: At) {
        let id = self.id();
        if poisons {
            engine::pass(Kind::Unlock, id, Access::writes(HELD | POISON), at);
        } else if self.shared.is_observed(TRIED) {
            engine::pass(Kind::Unlock, id, Access::writes(HELD), at);
        }
        if poisons {
            self.poison.set(true);
        }
        self.locked.set(false);
        self.shared.change();
        self.clock.set(engine::clock());
        engine::event(Kind::Unlock, Some(id), None, String::new);
    }
}

/// `std::sync::Mutex`.
pub struct Mutex<T: ?Sized> {
    raw: RawMutex,
    data: UnsafeCell<T>,
}

// SAFETY: only the holder of the lock reaches the data; all threads are coroutines of one system thread anyway.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
poisonable!(Mutex, RawMutex);

/// `std::sync::MutexGuard`.
#[must_use = "if unused the Mutex will immediately unlock"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    mutex: &'a Mutex<T>,
    panicking: bool,
    at: At,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as the real one.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T: ?Sized> Mutex<T> {
    fn guard(&self, at: At) -> LockResult<MutexGuard<'_, T>> {
        let guard = MutexGuard {
            mutex: self,
            panicking: engine::is_panicking(),
            at,
            not_send: PhantomData,
        };
        result(self.raw.poison.is_there(), guard)
    }

    /// As in `std`.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        self.raw.lock(self.id(), at);
        self.guard(at)
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        if self.raw.try_lock(self.id(), at) {
            Ok(self.guard(at)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// For `Condvar`: gives the lock back without losing the guard.
    pub(super) fn release(&self) {
        let poisons = !self.panicking && engine::is_panicking();
        self.mutex.raw.unlock(poisons, self.at);
    }

    pub(super) fn retake(&mut self, at: At) {
        self.mutex.raw.lock(self.mutex.id(), at);
        self.at = at;
        self.panicking = engine::is_panicking();
    }

    pub(super) fn result(self) -> LockResult<MutexGuard<'a, T>> {
        result(self.mutex.raw.poison.is_there(), self)
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        self.release();
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: we hold the lock.
        unsafe { &*self.mutex.data.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: we hold the lock.
        unsafe { &mut *self.mutex.data.get() }
    }
}

shown_as_data!(MutexGuard);

/// What the real library shows of a locked lock: quotes come and go with its version.
struct Locked<'a>(&'a ::std::sync::Mutex<()>);

impl fmt::Debug for Locked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _guard = self.0.lock();
        let shown = format!("{:?}", self.0);
        let data = shown.split_once("data: ").map_or("", |(_, data)| data);
        f.write_str(data.split_once(", ").map_or(data, |(data, _)| data))
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic::format();
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => {
                shown.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(error)) => {
                shown.field("data", &&**error.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                shown.field("data", &Locked(&::std::sync::Mutex::new(())));
            }
        }
        shown
            .field("poisoned", &self.is_poisoned())
            .finish_non_exhaustive()
    }
}
