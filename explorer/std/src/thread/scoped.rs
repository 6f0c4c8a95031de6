//! `scope`.

use std::cell::RefCell;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, Location};
use std::rc::Rc;
use std::thread::Result;

use super::handle::{Builder, End, Handle, Invariant, Thread, pack};
use crate::shared::At;

/// `std::thread::Scope`.
pub struct Scope<'scope, 'env: 'scope> {
    ends: RefCell<Vec<Rc<End>>>,
    life: Invariant<'scope>,
    env: Invariant<'env>,
}

// SAFETY: all threads are coroutines of one system thread, and no borrow of `ends` lasts over a point.
unsafe impl Send for Scope<'_, '_> {}
// SAFETY: as above.
unsafe impl Sync for Scope<'_, '_> {}

/// `std::thread::ScopedJoinHandle`.
pub struct ScopedJoinHandle<'scope, T> {
    handle: Handle<T>,
    life: Invariant<'scope>,
}

// SAFETY: as the real one.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as the real one.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

/// `std::thread::scope`.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let at = Location::caller();
    let scope = Scope {
        ends: RefCell::default(),
        life: Invariant::default(),
        env: Invariant::default(),
    };
    let result = ::std::panic::catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let unhandled = scope.wait(at);
    match result {
        // The panic goes on; it was never told to have been caught.
        Err(payload) => ::std::panic::resume_unwind(payload),
        Ok(_) if unhandled => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// As in `std`.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: the scope joins it.
        let (handle, body) = unsafe { pack(f) };
        handle.packet.launch_or_panic(Location::caller(), body);
        self.add(handle.packet.end());
        ScopedJoinHandle::new(handle)
    }

    /// Waits for all its threads, and for what they left. Whether one panicked and nobody was told.
    fn wait(&self, at: At) -> bool {
        // Threads of the scope may start others in it while we wait.
        let mut next = 0;
        loop {
            let end = self.ends.borrow().get(next).cloned();
            let Some(end) = end else { break };
            end.wait(at);
            next += 1;
        }
        let ends = self.ends.borrow().clone();
        if let Some(forgotten) = ends.iter().find(|end| !end.is_settled.get()) {
            forgotten.wait_for_ever(at);
        }
        ends.iter().any(|end| end.unhandled.get())
    }

    fn add(&self, end: &Rc<End>) {
        self.ends.borrow_mut().push(Rc::clone(end));
    }
}

impl Builder {
    /// As in `std`.
    #[track_caller]
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: &'scope Scope<'scope, '_>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: the scope joins it.
        let (handle, body) = unsafe { pack(f) };
        handle.packet.launch(self, Location::caller(), body)?;
        scope.add(handle.packet.end());
        Ok(ScopedJoinHandle::new(handle))
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    fn new(handle: Handle<T>) -> Self {
        Self {
            handle,
            life: Invariant::default(),
        }
    }

    /// As in `std`.
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// As in `std`.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.handle.join(Location::caller())
    }

    /// As in `std`.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished(Location::caller())
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
