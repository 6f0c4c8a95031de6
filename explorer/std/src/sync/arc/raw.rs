//! Pointers that are counted by hand.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::Arc;

impl<T: ?Sized> Arc<T> {
    /// As in `std`.
    #[must_use]
    pub fn as_ptr(this: &Self) -> *const T {
        this.value.as_ptr()
    }

    /// As in `std`.
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw(this: Self) -> *const T {
        Self::into_value(this).as_ptr()
    }

    /// As in `std`.
    ///
    /// # Safety
    /// The pointer came from [`into_raw`](Self::into_raw), and the count is that of this one.
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self::of(NonNull::new_unchecked(ptr.cast_mut())) }
    }

    /// As in `std`.
    ///
    /// # Safety
    /// The pointer came from [`into_raw`](Self::into_raw), and there is an `Arc`.
    #[track_caller]
    pub unsafe fn increment_strong_count(ptr: *const T) {
        // SAFETY: as the caller promises.
        let this = ManuallyDrop::new(unsafe { Self::from_raw(ptr) });
        let _ = ManuallyDrop::new(Self::clone(&this));
    }

    /// As in `std`.
    ///
    /// # Safety
    /// The pointer came from [`into_raw`](Self::into_raw), and the count is that of this one.
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        // SAFETY: as the caller promises.
        drop(unsafe { Self::from_raw(ptr) });
    }
}
