//! `LocalKey`.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::mem;

use engine::Local;

/// `std::thread::LocalKey`.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

/// `std::thread::AccessError`.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

/// What is known of a key in the calling thread.
enum Found {
    /// Where its value is.
    Value(*const dyn Any),
    Destroyed,
    Nothing,
}

fn find(key: usize) -> Found {
    engine::locals(|locals| {
        let local = locals.iter().find(|local| local.key == key);
        match local.map(|local| &local.value) {
            Some(Some(value)) => Found::Value(&raw const **value),
            Some(None) => Found::Destroyed,
            None => Found::Nothing,
        }
    })
}

fn insert(key: usize, needs_drop: bool, value: Box<dyn Any>) {
    let local = Local {
        key,
        needs_drop,
        value: Some(value),
    };
    let before = engine::locals(|locals| {
        // An initialiser may have used its own key.
        let before = locals.iter_mut().find(|local| local.key == key);
        if let Some(before) = before {
            return Some(mem::replace(before, local));
        }
        locals.push(local);
        None
    });
    // Its destructor may do anything.
    drop(before);
}

impl<T: 'static> LocalKey<T> {
    /// Behind `thread_local!`.
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Self { init }
    }

    fn key(&'static self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// The calling thread's value; made from `init` where there is none yet.
    fn value(&'static self, init: impl FnOnce() -> T) -> Result<&'static T, AccessError> {
        if let Found::Nothing = find(self.key()) {
            let value = init();
            insert(self.key(), mem::needs_drop::<T>(), Box::new(value));
        }
        match find(self.key()) {
            // SAFETY: the box stays where it is until the thread ends, and no reference leaves `f` of `with`.
            Found::Value(value) => Ok(unsafe { &*value.cast::<T>() }),
            Found::Destroyed | Found::Nothing => Err(AccessError),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        f(self.existing())
    }

    /// As in `std`.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        self.value(self.init).map(f)
    }

    #[track_caller]
    fn existing(&'static self) -> &'static T {
        self.value(self.init).expect(
            "cannot access a Thread Local Storage value during or after destruction: AccessError",
        )
    }

    /// Uses `value` where it is the first, and gives it back where it is not.
    fn start_with(&'static self, value: T) -> Option<T> {
        let mut value = Some(value);
        let made = self.value(|| value.take().expect("called once"));
        assert!(
            made.is_ok(),
            "cannot access a Thread Local Storage value during or after destruction: AccessError"
        );
        value
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// As in `std`.
    pub fn set(&'static self, value: T) {
        if let Some(value) = self.start_with(Cell::new(value)) {
            self.with(|cell| cell.set(value.into_inner()));
        }
    }

    /// As in `std`.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// As in `std`.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// As in `std`.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// As in `std`.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        f(&self.existing().borrow())
    }

    /// As in `std`.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        f(&mut self.existing().borrow_mut())
    }

    /// As in `std`.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        if let Some(value) = self.start_with(RefCell::new(value)) {
            drop(mem::replace(
                &mut *self.existing().borrow_mut(),
                value.into_inner(),
            ));
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.existing().take()
    }

    /// As in `std`.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.existing().replace(value)
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}
