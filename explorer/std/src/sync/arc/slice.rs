//! Memory whose value comes later, and slices.

use std::mem::MaybeUninit;

use super::Arc;

impl<T> Arc<T> {
    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn new_uninit() -> Arc<MaybeUninit<T>> {
        Arc::new(MaybeUninit::uninit())
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> {
        Arc::new(MaybeUninit::zeroed())
    }
}

impl<T> Arc<MaybeUninit<T>> {
    /// As in `std`.
    ///
    /// # Safety
    /// The value has come.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub unsafe fn assume_init(self) -> Arc<T> {
        // SAFETY: as the caller promises.
        unsafe { Arc::of(Self::into_value(self).cast()) }
    }
}

impl<T> Arc<[T]> {
    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn new_uninit_slice(len: usize) -> Arc<[MaybeUninit<T>]> {
        Arc::from(Box::new_uninit_slice(len))
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn new_zeroed_slice(len: usize) -> Arc<[MaybeUninit<T>]> {
        let mut slice = Box::new_uninit_slice(len);
        slice.fill_with(MaybeUninit::zeroed);
        Arc::from(slice)
    }
}

impl<T> Arc<[MaybeUninit<T>]> {
    /// As in `std`.
    ///
    /// # Safety
    /// The values have come.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub unsafe fn assume_init(self) -> Arc<[T]> {
        // SAFETY: as the caller promises.
        unsafe { Arc::from_raw(Self::into_raw(self) as *const [T]) }
    }
}
