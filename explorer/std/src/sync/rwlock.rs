//! `RwLock`. As on Linux, who wants to read waits behind who waits to write.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::ptr::NonNull;
use std::sync::{LockResult, TryLockError, TryLockResult};
use std::time::Duration;

use engine::{Access, Kind, Observation, Snapshot};

use super::locks::{Poison, poisonable, result, shown_as_data};
use crate::panic;
use crate::shared::{At, Shared, Takers, wait};

/// Somebody tries to take the lock, and so sees when it is given back.
const TRIED: Observation = Observation(1);

/// Aspects: who writes or waits to, who reads, and whether it is poisoned. Readers come and go in any order.
const WRITER: u8 = 1;
const READERS: u8 = 2;
const POISON: u8 = 4;
const READ: Access = Access::adds(READERS).and(Access::reads(WRITER | POISON));
const WRITE: Access = Access::writes(WRITER | READERS).and(Access::reads(POISON));

struct RawRwLock {
    shared: Shared,
    readers: Cell<usize>,
    writer: Cell<bool>,
    /// Threads that stand waiting to write, and when the first of them came.
    waiting: Cell<usize>,
    waiting_clock: Cell<Duration>,
    poison: Poison,
    /// When it was last taken or given back by a writer, and by a reader.
    written_clock: Cell<Duration>,
    read_clock: Cell<Duration>,
    takers: Takers,
}

impl RawRwLock {
    #[track_caller]
    const fn new() -> Self {
        Self {
            shared: Shared::new(),
            readers: Cell::new(0),
            writer: Cell::new(false),
            waiting: Cell::new(0),
            waiting_clock: Cell::new(Duration::ZERO),
            poison: Poison::new(),
            written_clock: Cell::new(Duration::ZERO),
            read_clock: Cell::new(Duration::ZERO),
            takers: Takers::new(),
        }
    }

    fn is_readable(&self) -> bool {
        !self.writer.get() && self.waiting.get() == 0
    }

    fn is_free(&self) -> bool {
        !self.writer.get() && self.readers.get() == 0
    }

    /// A reader is no later than the writer before it; other readers do not count.
    fn reads(&self) {
        engine::merge_clock(self.written_clock.get());
        let clock = self.read_clock.get().max(engine::clock());
        self.read_clock.set(clock);
    }

    fn writes(&self) {
        engine::merge_clock(self.written_clock.get().max(self.read_clock.get()));
        self.written_clock.set(engine::clock());
    }

    fn taken(&self, kind: Kind, id: usize, at: At) {
        self.takers.take(at);
        self.shared.change();
        if kind == Kind::ReadLock {
            self.readers.set(self.readers.get() + 1);
            self.reads();
        } else {
            self.writer.set(true);
            self.writes();
        }
        let poisoned = self.poison.is_there();
        engine::event(kind, Some(id), Some(at), || {
            let words = if poisoned { "poisoned" } else { "" };
            words.to_owned()
        });
    }

    fn busy(&self, kind: Kind, id: usize, at: At) {
        engine::merge_clock(self.written_clock.get());
        if kind == Kind::WriteLock {
            engine::merge_clock(self.read_clock.get());
        } else if !self.writer.get() {
            engine::merge_clock(self.waiting_clock.get());
        }
        self.shared.futile(at);
        engine::event(kind, Some(id), Some(at), || "busy".to_owned());
    }

    fn read(&self, id: usize, at: At) {
        wait(Kind::ReadLock, id, READ, at, &|| self.is_readable());
        self.taken(Kind::ReadLock, id, at);
    }

    fn try_read(&self, id: usize, at: At) -> bool {
        self.shared.observe(TRIED);
        engine::pass(Kind::ReadLock, id, READ, at);
        let may = self.is_readable();
        if may {
            self.taken(Kind::ReadLock, id, at);
        } else {
            self.busy(Kind::ReadLock, id, at);
        }
        may
    }

    fn write(&self, id: usize, at: At) {
        engine::pass(Kind::WriteLock, id, WRITE, at);
        if !self.is_free() {
            if self.waiting.get() == 0 {
                self.waiting_clock.set(engine::clock());
            }
            self.waiting.set(self.waiting.get() + 1);
            wait(Kind::WriteLock, id, WRITE, at, &|| self.is_free());
            self.waiting.set(self.waiting.get() - 1);
        }
        self.taken(Kind::WriteLock, id, at);
    }

    fn try_write(&self, id: usize, at: At) -> bool {
        self.shared.observe(TRIED);
        engine::pass(Kind::WriteLock, id, WRITE, at);
        let may = self.is_free();
        if may {
            self.taken(Kind::WriteLock, id, at);
        } else {
            self.busy(Kind::WriteLock, id, at);
        }
        may
    }

    /// What another thread sees of giving it back.
    fn give_back(&self, access: Access, poisons: bool, at: At) -> usize {
        let id = self.shared.id("RwLock", Snapshot::of(self));
        if poisons || self.shared.is_observed(TRIED) {
            engine::pass(Kind::Unlock, id, access, at);
        }
        self.shared.change();
        id
    }

    fn unlock_read(&self, at: At) {
        let id = self.give_back(Access::adds(READERS), false, at);
        self.readers.set(self.readers.get() - 1);
        let clock = self.read_clock.get().max(engine::clock());
        self.read_clock.set(clock);
        engine::event(Kind::Unlock, Some(id), None, String::new);
    }

    fn unlock_write(&self, poisons: bool, at: At) {
        let poison = if poisons { POISON } else { 0 };
        let id = self.give_back(Access::writes(WRITER | poison), poisons, at);
        if poisons {
            self.poison.set(true);
        }
        self.writer.set(false);
        self.written_clock.set(engine::clock());
        engine::event(Kind::Unlock, Some(id), None, String::new);
    }

    fn downgrade(&self, at: At) {
        let id = self.give_back(WRITE, false, at);
        self.writer.set(false);
        self.readers.set(1);
        self.written_clock.set(engine::clock());
        engine::event(Kind::Unlock, Some(id), Some(at), String::new);
        engine::event(Kind::ReadLock, Some(id), Some(at), String::new);
    }
}

/// `std::sync::RwLock`.
pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    data: UnsafeCell<T>,
}

// SAFETY: the lock decides who reaches the data; all threads are coroutines of one system thread anyway.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
poisonable!(RwLock, RawRwLock);

/// `std::sync::RwLockReadGuard`.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    raw: &'a RawRwLock,
    /// Not through the lock, which would make the guard invariant. Being a pointer it also keeps it from being `Send`.
    data: NonNull<T>,
    at: At,
}

/// `std::sync::RwLockWriteGuard`.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    panicking: bool,
    at: At,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as the real ones.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as the real ones.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T: ?Sized> RwLock<T> {
    fn read_guard(&self, at: At) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard {
            raw: &self.raw,
            // SAFETY: the pointer of a cell is never null.
            data: unsafe { NonNull::new_unchecked(self.data.get()) },
            at,
        }
    }

    fn reader(&self, at: At) -> LockResult<RwLockReadGuard<'_, T>> {
        result(self.raw.poison.is_there(), self.read_guard(at))
    }

    fn writer(&self, at: At) -> LockResult<RwLockWriteGuard<'_, T>> {
        let guard = RwLockWriteGuard {
            lock: self,
            panicking: engine::is_panicking(),
            at,
            not_send: PhantomData,
        };
        result(self.raw.poison.is_there(), guard)
    }

    /// As in `std`.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        self.raw.read(self.id(), at);
        self.reader(at)
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        if self.raw.try_read(self.id(), at) {
            Ok(self.reader(at)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        self.raw.write(self.id(), at);
        self.writer(at)
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        if self.raw.try_write(self.id(), at) {
            Ok(self.writer(at)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// As in `std`.
    #[track_caller]
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T> {
        let at = Location::caller();
        let lock = guard.lock;
        mem::forget(guard);
        lock.raw.downgrade(at);
        lock.read_guard(at)
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.raw.unlock_read(self.at);
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let poisons = !self.panicking && engine::is_panicking();
        self.lock.raw.unlock_write(poisons, self.at);
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody writes while we hold the lock.
        unsafe { self.data.as_ref() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: we alone hold the lock.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: we alone hold the lock.
        unsafe { &mut *self.lock.data.get() }
    }
}

shown_as_data!(RwLockReadGuard);
shown_as_data!(RwLockWriteGuard);

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic::format();
        let mut shown = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => {
                shown.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(error)) => {
                shown.field("data", &&**error.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                // Unlike with a mutex, without quotes in every version.
                shown.field("data", &format_args!("<locked>"));
            }
        }
        shown
            .field("poisoned", &self.is_poisoned())
            .finish_non_exhaustive()
    }
}
