//! `std::task`. What wakes a task by an `Arc` does it by ours.

use std::mem::ManuallyDrop;

pub use ::std::task::*;

use crate::sync::Arc;

/// `std::task::Wake`.
pub trait Wake {
    /// As in `std`.
    fn wake(self: Arc<Self>);

    /// As in `std`.
    #[track_caller]
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Self {
        // SAFETY: see `raw_waker`.
        unsafe { Self::from_raw(raw_waker(waker)) }
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {
    fn from(waker: Arc<W>) -> Self {
        raw_waker(waker)
    }
}

/// A waker that owns the `Arc`.
fn raw_waker<W: Wake + Send + Sync + 'static>(waker: Arc<W>) -> RawWaker {
    // SAFETY: of all four: the pointer is that of an `Arc`, which is counted once for each waker.
    unsafe fn clone<W: Wake + Send + Sync + 'static>(waker: *const ()) -> RawWaker {
        unsafe { Arc::increment_strong_count(waker.cast::<W>()) };
        RawWaker::new(waker, vtable::<W>())
    }
    unsafe fn wake<W: Wake + Send + Sync + 'static>(waker: *const ()) {
        unsafe { Arc::from_raw(waker.cast::<W>()) }.wake();
    }
    unsafe fn wake_by_ref<W: Wake + Send + Sync + 'static>(waker: *const ()) {
        ManuallyDrop::new(unsafe { Arc::from_raw(waker.cast::<W>()) }).wake_by_ref();
    }
    unsafe fn drop<W: Wake + Send + Sync + 'static>(waker: *const ()) {
        unsafe { Arc::decrement_strong_count(waker.cast::<W>()) };
    }
    // Inlined, it would be another one everywhere, which is how wakers are compared.
    #[inline(never)]
    fn vtable<W: Wake + Send + Sync + 'static>() -> &'static RawWakerVTable {
        const { &RawWakerVTable::new(clone::<W>, wake::<W>, wake_by_ref::<W>, drop::<W>) }
    }
    RawWaker::new(Arc::into_raw(waker).cast(), vtable::<W>())
}
