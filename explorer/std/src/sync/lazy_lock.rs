//! `LazyLock`.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use engine::{Kind, Snapshot};

use super::once::RawOnce;
use crate::shared::At;

/// `std::sync::LazyLock`.
pub struct LazyLock<T, F = fn() -> T> {
    once: RawOnce,
    init: Cell<Option<F>>,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: as for `OnceLock`; the initialiser is called by one thread.
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}

fn poisoned() -> ! {
    panic!("LazyLock instance has previously been poisoned")
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// As in `std`.
    #[track_caller]
    pub const fn new(f: F) -> Self {
        Self {
            once: RawOnce::new(),
            init: Cell::new(Some(f)),
            value: UnsafeCell::new(None),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.evaluate(Location::caller())
    }

    fn evaluate(&self, at: At) -> &T {
        let id = self.once.id("LazyLock", Snapshot::of(self));
        self.once.call(id, at, true, &mut |failed| {
            if failed {
                poisoned();
            }
            let init = self.init.take().unwrap_or_else(|| poisoned());
            let value = init();
            // SAFETY: `once` keeps the others out.
            unsafe { *self.value.get() = Some(value) };
            true
        });
        // SAFETY: written once, before it was complete.
        unsafe { &*self.value.get() }
            .as_ref()
            .unwrap_or_else(|| poisoned())
    }

    /// As in `std`.
    pub fn force_mut(this: &mut Self) -> &mut T {
        this.evaluate_mut()
    }

    fn evaluate_mut(&mut self) -> &mut T {
        if !self.once.is_done() {
            if self.once.is_poisoned() {
                poisoned();
            }
            let init = self.init.take().unwrap_or_else(|| poisoned());
            *self.value.get_mut() = Some(init());
            self.once.set_done();
        }
        self.value.get_mut().as_mut().unwrap_or_else(|| poisoned())
    }
}

impl<T, F> LazyLock<T, F> {
    /// As in `std`.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        let id = this.once.id("LazyLock", Snapshot::of(this));
        let complete = this.once.is_complete(id, Location::caller());
        engine::event(Kind::Load, Some(id), Some(Location::caller()), || {
            if complete { "set" } else { "empty" }.to_owned()
        });
        // SAFETY: written once, before it was complete.
        complete
            .then(|| unsafe { &*this.value.get() }.as_ref())
            .flatten()
    }

    /// As in `std`.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        let done = this.once.is_done();
        done.then(|| this.value.get_mut().as_mut()).flatten()
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.evaluate(Location::caller())
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    fn deref_mut(&mut self) -> &mut T {
        self.evaluate_mut()
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("LazyLock");
        // SAFETY: written once, before it was complete.
        match unsafe { &*self.value.get() } {
            Some(value) if self.once.is_done() => shown.field(value),
            _ => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}
