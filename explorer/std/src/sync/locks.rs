//! What `Mutex` and `RwLock` have in common: poison, and what they show of themselves.

use std::cell::Cell;
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use engine::{Access, Kind};

use crate::shared::At;

/// Whether a lock is poisoned.
pub(super) struct Poison {
    is_there: Cell<bool>,
    /// When that last changed.
    clock: Cell<Duration>,
}

/// On which lock, what poison is as an aspect of it, and where.
type OnPoison = (usize, u8, At);

impl Poison {
    pub(super) const fn new() -> Self {
        Self {
            is_there: Cell::new(false),
            clock: Cell::new(Duration::ZERO),
        }
    }

    pub(super) fn is_there(&self) -> bool {
        self.is_there.get()
    }

    pub(super) fn set(&self, is_there: bool) {
        self.is_there.set(is_there);
        self.clock.set(engine::clock());
    }

    /// For `is_poisoned`.
    pub(super) fn look(&self, (id, aspect, at): OnPoison) -> bool {
        engine::pass(Kind::Load, id, Access::reads(aspect), at);
        engine::merge_clock(self.clock.get());
        self.is_there()
    }

    /// For `clear_poison`.
    pub(super) fn clear(&self, (id, aspect, at): OnPoison) {
        engine::pass(Kind::Update, id, Access::writes(aspect), at);
        self.set(false);
    }
}

/// Of a poisoned lock comes an `Err`.
pub(super) fn result<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned {
        Err(PoisonError::new(value))
    } else {
        Ok(value)
    }
}

/// What is the same for a lock with `raw.poison` and `data`; its module has `POISON` and how the raw one is made.
macro_rules! poisonable {
    ($lock:ident, $raw:ident) => {
        impl<T: ?Sized> ::std::panic::UnwindSafe for $lock<T> {}
        impl<T: ?Sized> ::std::panic::RefUnwindSafe for $lock<T> {}

        impl<T> $lock<T> {
            /// As in `std`.
            #[track_caller]
            pub const fn new(value: T) -> Self {
                Self {
                    raw: $raw::new(),
                    data: ::std::cell::UnsafeCell::new(value),
                }
            }

            /// As in `std`.
            pub fn into_inner(self) -> ::std::sync::LockResult<T> {
                let poisoned = self.raw.poison.is_there();
                $crate::sync::locks::result(poisoned, self.data.into_inner())
            }
        }

        impl<T: ?Sized> $lock<T> {
            /// The first use in a run puts back what a static held before.
            fn id(&self) -> usize {
                self.raw
                    .shared
                    .id(stringify!($lock), ::engine::Snapshot::of(self))
            }

            /// As in `std`.
            #[track_caller]
            pub fn is_poisoned(&self) -> bool {
                let operation = (self.id(), POISON, ::std::panic::Location::caller());
                self.raw.poison.look(operation)
            }

            /// As in `std`.
            #[track_caller]
            pub fn clear_poison(&self) {
                let operation = (self.id(), POISON, ::std::panic::Location::caller());
                self.raw.poison.clear(operation);
            }

            /// As in `std`.
            pub fn get_mut(&mut self) -> ::std::sync::LockResult<&mut T> {
                let poisoned = self.raw.poison.is_there();
                $crate::sync::locks::result(poisoned, self.data.get_mut())
            }
        }

        impl<T> From<T> for $lock<T> {
            #[track_caller]
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T: Default> Default for $lock<T> {
            #[track_caller]
            fn default() -> Self {
                Self::new(T::default())
            }
        }
    };
}
pub(super) use poisonable;

/// A guard shows what it guards.
macro_rules! shown_as_data {
    ($guard:ident) => {
        impl<T: ?Sized + ::std::fmt::Debug> ::std::fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + ::std::fmt::Display> ::std::fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}
pub(super) use shown_as_data;
