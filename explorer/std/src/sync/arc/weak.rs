//! `Weak`.

use std::alloc::Layout;
use std::fmt;
use std::mem::ManuallyDrop;
use std::num::NonZero;
use std::panic::Location;
use std::ptr::{self, NonNull};

use super::Arc;
use super::counts::Counts;
use super::memory::{self, allocate};

/// `std::sync::Weak`.
pub struct Weak<T: ?Sized> {
    /// Where the value is or was; [`NOWHERE`] where there never was one.
    value: NonNull<T>,
}

/// No value lies there, since each is behind a header.
const NOWHERE: NonZero<usize> = NonZero::<usize>::MAX;

impl<T> Weak<T> {
    /// As in `std`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            value: NonNull::without_provenance(NOWHERE),
        }
    }
}

impl<T> Arc<T> {
    /// As in `std`.
    #[track_caller]
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Self {
        let value = allocate(Layout::new::<T>(), 0).cast::<T>();
        // It stands for what all `Arc`s will hold together, and frees the memory if there will be none.
        let weak = Weak::of(value);
        let data = data_fn(&weak);
        let weak = ManuallyDrop::new(weak);
        // SAFETY: there was no `Arc` by which others could have reached it.
        unsafe { value.write(data) };
        weak.counts().make_first(Location::caller());
        // SAFETY: that is this one.
        unsafe { Self::of(value) }
    }
}

impl<T: ?Sized> Arc<T> {
    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.counts().downgrade(Location::caller());
        Weak::of(this.value)
    }
}

impl<T: ?Sized> Weak<T> {
    /// One that is counted already.
    fn of(value: NonNull<T>) -> Self {
        Self { value }
    }

    fn is_of_nothing(&self) -> bool {
        self.value.addr() == NOWHERE
    }

    /// Those of its value, which must have been there.
    fn counts(&self) -> &Counts {
        // SAFETY: the memory is there as long as any `Weak`.
        unsafe { memory::counts(self.value.cast()) }
    }

    /// As in `std`.
    #[track_caller]
    #[must_use = "this returns a new `Arc`, without modifying the original weak pointer"]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let upgraded = !self.is_of_nothing() && self.counts().upgrade(Location::caller());
        // SAFETY: there is another one.
        upgraded.then(|| unsafe { Arc::of(self.value) })
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn strong_count(&self) -> usize {
        if self.is_of_nothing() {
            0
        } else {
            self.counts().strong_count(Location::caller())
        }
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn weak_count(&self) -> usize {
        if self.is_of_nothing() {
            0
        } else {
            self.counts().weak_count(Location::caller())
        }
    }

    /// As in `std`.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.value.as_ptr(), other.value.as_ptr())
    }

    /// As in `std`.
    #[must_use]
    pub fn as_ptr(&self) -> *const T {
        self.value.as_ptr()
    }

    /// As in `std`.
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw(self) -> *const T {
        ManuallyDrop::new(self).as_ptr()
    }

    /// As in `std`.
    ///
    /// # Safety
    /// The pointer came from [`into_raw`](Self::into_raw), and the count is that of this one.
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        // SAFETY: as the caller promises.
        Self::of(unsafe { NonNull::new_unchecked(ptr.cast_mut()) })
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        if !self.is_of_nothing() {
            self.counts().clone_weak(Location::caller());
        }
        Self::of(self.value)
    }
}

// SAFETY: the value is not looked at.
unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        if !self.is_of_nothing() && self.counts().drop_weak() {
            // SAFETY: it was the last.
            unsafe { memory::free(self.value.cast()) };
        }
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
