//! `std::sync::atomic`. Every operation is sequentially consistent, whatever ordering it names.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::panic::{Location, RefUnwindSafe};
use std::time::Duration;

use engine::{Access, Kind, Snapshot};

use crate::panic;
use crate::shared::{At, Shared};

pub use ::std::sync::atomic::Ordering;

/// What all atomics do, on the bits of their value.
struct Atomic<V> {
    shared: Shared,
    value: UnsafeCell<V>,
    /// Where the value is instead, for `from_ptr`; null otherwise.
    elsewhere: *mut V,
    /// When it was last changed.
    clock: Cell<Duration>,
    /// The least and the greatest value it has had.
    range: Cell<(V, V)>,
}

/// How a value is shown in a trace.
type Show<V> = fn(V) -> String;

/// What is here is compiled once for each type of value; what every method has of it would be most of the stand-in.
impl<V: Copy + PartialOrd> Atomic<V> {
    #[track_caller]
    const fn new(value: V) -> Self {
        Self {
            shared: Shared::new(),
            value: UnsafeCell::new(value),
            elsewhere: std::ptr::null_mut(),
            clock: Cell::new(Duration::ZERO),
            range: Cell::new((value, value)),
        }
    }

    const fn place(&self) -> *mut V {
        if self.elsewhere.is_null() {
            self.value.get()
        } else {
            self.elsewhere
        }
    }

    fn id(&self, what: &'static str) -> usize {
        self.shared.id(what, Snapshot::of(self))
    }

    fn get(&self) -> V {
        // SAFETY: all threads are coroutines of one system thread, and no reference to the value is ever given out.
        unsafe { *self.place() }
    }

    /// Changes the value, or leaves it as it is.
    fn set(&self, value: V, at: At) {
        if self.get() == value {
            self.shared.futile(at);
        } else {
            self.shared.change_for_good();
            let (least, greatest) = self.range.get();
            // What comes and goes may do so for ever; what was never there before is progress.
            if value < least || value > greatest {
                let least = if value < least { value } else { least };
                let greatest = if value > greatest { value } else { greatest };
                self.range.set((least, greatest));
                engine::achieve();
            }
        }
        self.clock.set(self.clock.get().max(engine::clock()));
        // SAFETY: as above.
        unsafe { *self.place() = value };
    }

    /// Whoever reads it is no earlier than who wrote it.
    fn read(&self) -> V {
        engine::merge_clock(self.clock.get());
        self.get()
    }

    #[inline(never)]
    fn load(&self, what: &'static str, show: Show<V>, order: Ordering, at: At) -> V {
        match order {
            Ordering::Release => panic!("there is no such thing as a release load"),
            Ordering::AcqRel => panic!("there is no such thing as an acquire-release load"),
            _ => {}
        }
        let id = self.id(what);
        engine::pass(Kind::Load, id, Access::READ, at);
        self.shared.futile(at);
        let value = self.read();
        engine::event(Kind::Load, Some(id), Some(at), || show(value));
        value
    }

    #[inline(never)]
    fn store(&self, what: &'static str, show: Show<V>, value: V, order: Ordering, at: At) {
        match order {
            Ordering::Acquire => panic!("there is no such thing as an acquire store"),
            Ordering::AcqRel => panic!("there is no such thing as an acquire-release store"),
            _ => {}
        }
        let id = self.id(what);
        engine::pass(Kind::Store, id, Access::WRITE, at);
        self.set(value, at);
        engine::event(Kind::Store, Some(id), Some(at), || show(value));
    }

    /// Reads and writes in one step.
    #[inline(never)]
    fn update(&self, what: &'static str, show: Show<V>, at: At, f: &dyn Fn(V) -> V) -> V {
        let id = self.id(what);
        engine::pass(Kind::Update, id, Access::WRITE, at);
        let before = self.read();
        let after = f(before);
        self.set(after, at);
        engine::event(Kind::Update, Some(id), Some(at), || {
            format!("{} → {}", show(before), show(after))
        });
        before
    }

    #[inline(never)]
    fn compare_exchange(
        &self,
        what: &'static str,
        show: Show<V>,
        at: At,
        exchange: Exchange<V>,
    ) -> Result<V, V> {
        let Exchange { current, new, weak } = exchange;
        let id = self.id(what);
        engine::pass(Kind::Update, id, Access::WRITE, at);
        let before = self.read();
        let differs = before != current;
        if differs || (weak && engine::fails_spuriously()) {
            if differs {
                self.shared.futile(at);
            }
            engine::event(Kind::Load, Some(id), Some(at), || show(before));
            return Err(before);
        }
        self.set(new, at);
        engine::event(Kind::Update, Some(id), Some(at), || {
            format!("{} → {}", show(before), show(new))
        });
        Ok(before)
    }
}

#[derive(Clone, Copy)]
struct Exchange<V> {
    current: V,
    new: V,
    weak: bool,
}

fn check_failure(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release failure ordering"),
        Ordering::AcqRel => {
            panic!("there is no such thing as an acquire-release failure ordering")
        }
        _ => {}
    }
}

/// The operations that every atomic has.
macro_rules! common {
    ([$($generics:tt)*] $atomic:ty, $value:ty, $name:literal, $show:expr) => {
        impl<$($generics)*> $atomic {
            /// As in `std`.
            #[track_caller]
            pub const fn new(value: $value) -> Self {
                Self(Atomic::new(value))
            }

            /// As in `std`.
            pub fn get_mut(&mut self) -> &mut $value {
                self.0.value.get_mut()
            }

            /// As in `std`.
            pub const fn into_inner(self) -> $value {
                self.0.value.into_inner()
            }

            /// As in `std`.
            pub const fn as_ptr(&self) -> *mut $value {
                self.0.place()
            }

            /// As in `std`.
            ///
            /// # Safety
            /// The pointer must be valid, and used by nobody else, for as long as the reference is used.
            #[track_caller]
            pub unsafe fn from_ptr<'a>(ptr: *mut $value) -> &'a Self {
                // What is known of the atomic has no room behind the pointer. It is rarely made, and never freed.
                // SAFETY: as the caller promises.
                let atomic = Atomic {
                    elsewhere: ptr,
                    ..Atomic::new(unsafe { *ptr })
                };
                Box::leak(Box::new(Self(atomic)))
            }

            /// As in `std`.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                self.0.load($name, $show, order, Location::caller())
            }

            /// As in `std`.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                self.0.store($name, $show, value, order, Location::caller());
            }

            #[track_caller]
            fn update_by(&self, f: &dyn Fn($value) -> $value) -> $value {
                self.0.update($name, $show, Location::caller(), f)
            }

            /// As in `std`.
            #[track_caller]
            pub fn swap(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|_| value)
            }

            /// As in `std`.
            #[track_caller]
            #[deprecated(note = "Use `compare_exchange` or `compare_exchange_weak` instead")]
            pub fn compare_and_swap(&self, current: $value, new: $value, _: Ordering) -> $value {
                let exchange = Exchange { current, new, weak: false };
                self.0
                    .compare_exchange($name, $show, Location::caller(), exchange)
                    .unwrap_or_else(|now| now)
            }

            /// As in `std`.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                _: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let exchange = Exchange { current, new, weak: false };
                self.0.compare_exchange($name, $show, Location::caller(), exchange)
            }

            /// As in `std`.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                _: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                check_failure(failure);
                let exchange = Exchange { current, new, weak: true };
                self.0.compare_exchange($name, $show, Location::caller(), exchange)
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_update<F: FnMut($value) -> Option<$value>>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: F,
            ) -> Result<$value, $value> {
                let mut before = self.load(fetch_order);
                while let Some(next) = f(before) {
                    match self.compare_exchange_weak(before, next, set_order, fetch_order) {
                        done @ Ok(_) => return done,
                        Err(now) => before = now,
                    }
                }
                Err(before)
            }

            /// As in `std`.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(set_order, fetch_order, f)
            }

            /// As in `std`.
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> $value,
            ) -> $value {
                self.fetch_update(set_order, fetch_order, |value| Some(f(value)))
                    .unwrap_or_else(|value| value)
            }
        }

        // SAFETY: all threads are coroutines of one system thread.
        unsafe impl<$($generics)*> Sync for $atomic {}
        // SAFETY: as above.
        unsafe impl<$($generics)*> Send for $atomic {}
        impl<$($generics)*> RefUnwindSafe for $atomic {}

        impl<$($generics)*> From<$value> for $atomic {
            #[track_caller]
            fn from(value: $value) -> Self {
                Self::new(value)
            }
        }

        impl<$($generics)*> fmt::Debug for $atomic {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                panic::format();
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }
    };
}

/// `std::sync::atomic::AtomicBool`.
#[repr(transparent)]
pub struct AtomicBool(Atomic<bool>);

common!([] AtomicBool, bool, "AtomicBool", |value| value.to_string());

impl AtomicBool {
    /// As in `std`.
    #[track_caller]
    pub fn fetch_and(&self, value: bool, _: Ordering) -> bool {
        self.update_by(&|before| before & value)
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_nand(&self, value: bool, _: Ordering) -> bool {
        self.update_by(&|before| !(before & value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_or(&self, value: bool, _: Ordering) -> bool {
        self.update_by(&|before| before | value)
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_xor(&self, value: bool, _: Ordering) -> bool {
        self.update_by(&|before| before ^ value)
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_not(&self, _: Ordering) -> bool {
        self.update_by(&|before| !before)
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> Self {
        Self::new(false)
    }
}

macro_rules! integer {
    ($atomic:ident, $value:ty, $name:literal) => {
        #[doc = concat!("`std::sync::atomic::", $name, "`.")]
        #[repr(transparent)]
        pub struct $atomic(Atomic<$value>);

        common!([] $atomic, $value, $name, |value| value.to_string());

        impl $atomic {
            /// As in `std`.
            #[track_caller]
            pub fn fetch_add(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before.wrapping_add(value))
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_sub(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before.wrapping_sub(value))
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_and(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before & value)
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_nand(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| !(before & value))
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_or(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before | value)
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_xor(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before ^ value)
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_max(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before.max(value))
            }

            /// As in `std`.
            #[track_caller]
            pub fn fetch_min(&self, value: $value, _: Ordering) -> $value {
                self.update_by(&|before| before.min(value))
            }
        }

        impl Default for $atomic {
            #[track_caller]
            fn default() -> Self {
                Self::new(0)
            }
        }
    };
}

integer!(AtomicI8, i8, "AtomicI8");
integer!(AtomicI16, i16, "AtomicI16");
integer!(AtomicI32, i32, "AtomicI32");
integer!(AtomicI64, i64, "AtomicI64");
integer!(AtomicIsize, isize, "AtomicIsize");
integer!(AtomicU8, u8, "AtomicU8");
integer!(AtomicU16, u16, "AtomicU16");
integer!(AtomicU32, u32, "AtomicU32");
integer!(AtomicU64, u64, "AtomicU64");
integer!(AtomicUsize, usize, "AtomicUsize");

macro_rules! init {
    ($name:ident: $atomic:ident = $value:expr) => {
        /// As in `std`.
        #[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
        #[expect(
            clippy::declare_interior_mutable_const,
            reason = "the real one is a constant too"
        )]
        pub const $name: $atomic = $atomic::new($value);
    };
}

init!(ATOMIC_BOOL_INIT: AtomicBool = false);
init!(ATOMIC_ISIZE_INIT: AtomicIsize = 0);
init!(ATOMIC_USIZE_INIT: AtomicUsize = 0);

/// `std::sync::atomic::AtomicPtr`.
#[repr(transparent)]
pub struct AtomicPtr<T>(Atomic<*mut T>);

// An address is another one in every process.
common!([T] AtomicPtr<T>, *mut T, "AtomicPtr", |value| {
    let words = if value.is_null() { "null" } else { "a pointer" };
    words.to_owned()
});

impl<T> AtomicPtr<T> {
    /// As in `std`.
    #[track_caller]
    pub fn fetch_ptr_add(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.wrapping_add(value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_ptr_sub(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.wrapping_sub(value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_byte_add(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.wrapping_byte_add(value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_byte_sub(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.wrapping_byte_sub(value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_or(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.map_addr(|address| address | value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_and(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.map_addr(|address| address & value))
    }

    /// As in `std`.
    #[track_caller]
    pub fn fetch_xor(&self, value: usize, _: Ordering) -> *mut T {
        self.update_by(&|before| before.map_addr(|address| address ^ value))
    }
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(std::ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic::format();
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}

/// `std::sync::atomic::fence`. With sequential consistency everywhere there is nothing left for it to do.
pub fn fence(order: Ordering) {
    assert!(
        order != Ordering::Relaxed,
        "there is no such thing as a relaxed fence"
    );
}

/// `std::sync::atomic::compiler_fence`.
pub fn compiler_fence(order: Ordering) {
    assert!(
        order != Ordering::Relaxed,
        "there is no such thing as a relaxed compiler fence"
    );
}

/// `std::sync::atomic::spin_loop_hint`.
#[deprecated(since = "1.51.0", note = "use hint::spin_loop instead")]
pub fn spin_loop_hint() {
    crate::hint::spin_loop();
}
