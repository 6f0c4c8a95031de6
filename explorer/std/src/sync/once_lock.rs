//! `OnceLock`.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use engine::{Kind, Snapshot};

use super::once::RawOnce;
use crate::panic;

/// `std::sync::OnceLock`.
pub struct OnceLock<T> {
    once: RawOnce,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: the value is written once, before others can see it; all threads are coroutines of one system thread anyway.
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// As in `std`.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            once: RawOnce::new(),
            value: UnsafeCell::new(None),
        }
    }

    fn id(&self) -> usize {
        self.once.id("OnceLock", Snapshot::of(self))
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: it is written by one thread while `once` keeps the others out.
        unsafe { &*self.value.get() }.as_ref()
    }

    /// As in `std`.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        let (id, at) = (self.id(), Location::caller());
        let complete = self.once.is_complete(id, at);
        engine::event(Kind::Load, Some(id), Some(at), || {
            if complete { "set" } else { "empty" }.to_owned()
        });
        complete.then(|| self.value()).flatten()
    }

    /// As in `std`.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.once.wait(self.id(), Location::caller(), true);
        self.value().expect("it is complete")
    }

    /// As in `std`.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("called once"));
        if value.is_some() {
            engine::event(
                Kind::Initialise,
                Some(self.id()),
                Some(Location::caller()),
                || "too late".to_owned(),
            );
        }
        value.map_or(Ok(()), Err)
    }

    /// As in `std`.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        let mut f = Some(f);
        // An initialiser that panicked leaves it as it was.
        self.once
            .call(self.id(), Location::caller(), true, &mut |_| {
                let value = f.take().expect("called once")();
                // SAFETY: `once` keeps the others out.
                unsafe { *self.value.get() = Some(value) };
                true
            });
        self.value().expect("it is complete")
    }

    /// As in `std`.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// As in `std`.
    pub fn take(&mut self) -> Option<T> {
        self.once.reset();
        self.value.get_mut().take()
    }

    fn done(value: T) -> Self {
        let lock = Self::new();
        lock.once.set_done();
        Self {
            value: UnsafeCell::new(Some(value)),
            ..lock
        }
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        Self::done(value)
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        match self.get() {
            Some(value) => Self::done(value.clone()),
            None => Self::new(),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic::format();
        let mut shown = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}
