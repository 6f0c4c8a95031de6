//! `Arc` and `Weak`.
//!
//! [`counts`] is what others can see of them, and [`memory`] is where values lie; both are without parameters. What remains
//! is thin. Only the compiler's own libraries may say that a pointer coerces to one to `dyn Trait`, or that it can be a
//! `self`; this crate may too, where the feature `arc` is on (see [`pointer`]).

mod counts;
mod from;
mod memory;
mod pointer;
mod raw;
mod slice;
mod traits;
mod weak;

use std::alloc::Layout;
use std::any::Any;
use std::clone::CloneToUninit;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, needs_drop};
use std::panic::Location;
use std::pin::Pin;
use std::ptr::{self, NonNull};

use counts::{Counts, Owners};
use memory::{Destructor, Room, allocate};

pub use weak::Weak;

#[cfg(test)]
mod tests;

/// `std::sync::Arc`.
pub struct Arc<T: ?Sized> {
    value: NonNull<T>,
    owns: PhantomData<T>,
}

impl<T> Arc<T> {
    /// As in `std`.
    #[track_caller]
    pub fn new(data: T) -> Self {
        let value = allocate(Layout::new::<T>(), 1).cast::<T>();
        // SAFETY: it was allocated for that.
        unsafe {
            value.write(data);
            Self::of(value)
        }
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn pin(data: T) -> Pin<Self> {
        // SAFETY: nobody else can move it.
        unsafe { Pin::new_unchecked(Self::new(data)) }
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.counts().try_unwrap(Location::caller()) {
            // SAFETY: it was the last.
            Ok(unsafe { Self::take(this) })
        } else {
            Err(this)
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        let this = ManuallyDrop::new(this);
        let last = this.counts().remove_strong(Location::caller());
        // SAFETY: it was the last.
        last.then(|| unsafe { Self::take(ManuallyDrop::into_inner(this)) })
    }

    /// The value.
    ///
    /// # Safety
    /// The count is 0 already.
    unsafe fn take(this: Self) -> T {
        let value = Self::into_value(this);
        // SAFETY: nobody else can reach it any more.
        unsafe {
            let data = value.read();
            memory::end(value.cast());
            data
        }
    }

    /// As in `std`. The value moves to new memory, which nobody can tell.
    #[track_caller]
    pub fn map<U>(this: Self, f: impl FnOnce(&T) -> U) -> Arc<U> {
        let data = f(&this);
        drop(this);
        Arc::new(data)
    }
}

impl<T: Clone> Arc<T> {
    /// As in `std`.
    #[track_caller]
    pub fn unwrap_or_clone(this: Self) -> T {
        Self::try_unwrap(this).unwrap_or_else(|this| (*this).clone())
    }
}

impl<T: ?Sized> Arc<T> {
    /// One that is counted already.
    ///
    /// # Safety
    /// The value is there, and was allocated for an `Arc`.
    unsafe fn of(value: NonNull<T>) -> Self {
        Self {
            value,
            owns: PhantomData,
        }
    }

    /// The first of a value that lies in `room`, of the same type as `like`.
    ///
    /// # Safety
    /// The value is there.
    unsafe fn in_room(room: Room, like: *const T) -> Self {
        let value = room.filled().as_ptr().with_metadata_of(like);
        // SAFETY: as the caller promises.
        unsafe { Self::of(NonNull::new_unchecked(value)) }
    }

    /// Of a value that is moved bit by bit: where it was, it is not to be used again.
    ///
    /// # Safety
    /// `from` is valid.
    #[track_caller]
    unsafe fn moved(from: *const T) -> Self {
        // SAFETY: as the caller promises.
        unsafe {
            let layout = Layout::for_value(&*from);
            let room = Room::new(layout);
            ptr::copy_nonoverlapping(from.cast::<u8>(), room.place(), layout.size());
            Self::in_room(room, from)
        }
    }

    /// The value, still counted.
    fn into_value(this: Self) -> NonNull<T> {
        ManuallyDrop::new(this).value
    }

    fn counts(&self) -> &Counts {
        // SAFETY: the memory is there as long as any `Arc`.
        unsafe { memory::counts(self.value.cast()) }
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn strong_count(this: &Self) -> usize {
        this.counts().strong_count(Location::caller())
    }

    /// As in `std`.
    #[track_caller]
    #[must_use]
    pub fn weak_count(this: &Self) -> usize {
        this.counts().weak_count(Location::caller())
    }

    /// As in `std`.
    #[track_caller]
    pub fn is_unique(this: &Self) -> bool {
        this.counts().is_unique(Location::caller())
    }

    /// As in `std`.
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.value.as_ptr(), other.value.as_ptr())
    }

    /// As in `std`.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::is_unique(this) {
            // SAFETY: nobody else can reach it.
            Some(unsafe { this.value.as_mut() })
        } else {
            None
        }
    }
}

impl<T: ?Sized + CloneToUninit> Arc<T> {
    /// As in `std`.
    #[track_caller]
    pub fn make_mut(this: &mut Self) -> &mut T {
        match this.counts().make_mut(Location::caller()) {
            Owners::One => {}
            Owners::OneAndWeaks => {
                // SAFETY: nobody else can reach the value, which is not used there again.
                unsafe {
                    let moved = Self::moved(this.value.as_ptr());
                    let before = Self::into_value(std::mem::replace(this, moved));
                    memory::end(before.cast());
                }
            }
            Owners::Many => {
                let room = Room::new(Layout::for_value(&**this));
                // SAFETY: the room is as large as the value.
                *this = unsafe {
                    (**this).clone_to_uninit(room.place());
                    Self::in_room(room, this.value.as_ptr())
                };
            }
        }
        // SAFETY: nobody else has it now.
        unsafe { this.value.as_mut() }
    }
}

impl Arc<dyn Any + Send + Sync> {
    /// As in `std`.
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            // SAFETY: it is of that type.
            Ok(unsafe { Arc::of(Self::into_value(self).cast()) })
        } else {
            Err(self)
        }
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.counts().clone_strong(Location::caller());
        // SAFETY: as this one.
        unsafe { Self::of(self.value) }
    }
}

// SAFETY: what is dropped is the value, which nobody can reach any more; what it refers to may be gone, as long as its own
// destructor does not look.
unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        if self.counts().drop_strong() {
            // SAFETY: it was the last.
            unsafe {
                let _ends = Destructor::begin(self.value.cast());
                if const { needs_drop::<T>() } {
                    self.value.drop_in_place();
                }
            }
        }
    }
}
