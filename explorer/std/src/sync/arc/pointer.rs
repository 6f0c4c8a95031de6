//! What the compiler must know of `Arc` and `Weak` to take them for pointers.

use std::marker::Unsize;
use std::ops::{CoerceUnsized, Deref, DispatchFromDyn, LegacyReceiver};
use std::panic::UnwindSafe;

use super::{Arc, Weak};

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the value is there as long as any `Arc`.
        unsafe { self.value.as_ref() }
    }
}

/// `self: Arc<Self>`.
impl<T: ?Sized> LegacyReceiver for Arc<T> {}

/// `Arc<T>` becomes `Arc<dyn Trait>` or `Arc<[T]>`.
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}

/// A method of `dyn Trait` may take `self: Arc<Self>`.
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

// SAFETY: as the real one; all threads are coroutines of one system thread.
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}

impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: ?Sized + std::panic::RefUnwindSafe> UnwindSafe for Arc<T> {}

mod pinned {
    //! `Pin<Arc<T>>` becomes `Pin<Arc<dyn Trait>>`. The trait for that has another name since Rust 1.100: where one is not
    //! in `std::pin`, a trait of ours that nobody knows takes its place.

    use super::Arc;

    /// # Safety
    /// None is needed.
    #[allow(dead_code, reason = "`std::pin` has one of them")]
    unsafe trait PinCoerceUnsized {}
    /// # Safety
    /// None is needed.
    #[allow(dead_code, reason = "see above")]
    unsafe trait PinSafePointer {}

    #[allow(clippy::wildcard_imports, reason = "the name need not be there")]
    const _: () = {
        // What is named here goes before what is outside.
        use std::pin::*;

        // SAFETY: it always refers to the same value, and does not move it.
        unsafe impl<T: ?Sized> PinCoerceUnsized for Arc<T> {}
        // SAFETY: as above.
        unsafe impl<T: ?Sized> PinSafePointer for Arc<T> {}
    };
}
