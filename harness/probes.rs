//! Probes: small witnesses that a check hands to the code under test.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};

use crate::harness;

/// Whether the type is `Send`, as a `bool` constant: `is_send!(Rc<u8>)` is `false`.
#[macro_export]
macro_rules! is_send {
    ($type:ty) => {
        $crate::has_auto_trait!($type, ::core::marker::Send)
    };
}

/// Whether the type is `Sync`, as a `bool` constant: `is_sync!(RefCell<u8>)` is `false`.
#[macro_export]
macro_rules! is_sync {
    ($type:ty) => {
        $crate::has_auto_trait!($type, ::core::marker::Sync)
    };
}

/// An inherent constant wins over a trait's, where its bounds hold: stable Rust's way to ask for a trait.
#[doc(hidden)]
#[macro_export]
macro_rules! has_auto_trait {
    ($type:ty, $auto:path) => {{
        #[allow(dead_code)]
        trait Otherwise {
            const HOLDS: bool = false;
        }
        #[allow(dead_code)]
        struct Probe<T: ?Sized>(::core::marker::PhantomData<T>);
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $auto> Probe<T> {
            const HOLDS: bool = true;
        }
        <Probe<$type>>::HOLDS
    }};
}

/// A panicking student thread must not hide what was already noted.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether some thread holds this lock right now.
pub fn is_locked<T: ?Sized>(mutex: &Mutex<T>) -> bool {
    matches!(mutex.try_lock(), Err(TryLockError::WouldBlock))
}

/// How many threads of the program have not ended yet, the calling one included. `None` on real threads, where nobody can
/// say that to the moment; checks that ask judge by the interleavings alone.
pub fn thread_count() -> Option<usize> {
    harness::thread_count()
}

/// From now on a check fails if it leaves a thread running when it ends: "A thread was still running when the check ended."
/// Seen in interleavings only; on real threads nobody can say.
pub fn no_thread_left_behind() {
    harness::no_thread_left_behind();
}

/// Notes which thread did what. Clones share their notes; the thread that calls `new` is "home".
#[derive(Clone)]
pub struct ThreadLog {
    home: ThreadId,
    entries: Arc<Mutex<Vec<(String, ThreadId)>>>,
}

impl ThreadLog {
    // Only `new`: the calling thread matters, so it is said aloud.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            home: thread::current().id(),
            entries: Arc::default(),
        }
    }

    /// Notes that the calling thread did `what`.
    pub fn note(&self, what: impl Display) {
        let entry = (what.to_string(), thread::current().id());
        lock(&self.entries).push(entry);
    }

    /// Everything noted so far, in the order it happened.
    pub fn entries(&self) -> Vec<String> {
        lock(&self.entries)
            .iter()
            .map(|(what, _)| what.clone())
            .collect()
    }

    /// What was done on the thread that made this log.
    pub fn at_home(&self) -> Vec<String> {
        lock(&self.entries)
            .iter()
            .filter(|(_, id)| *id == self.home)
            .map(|(what, _)| what.clone())
            .collect()
    }

    /// How many different threads noted something.
    pub fn threads(&self) -> usize {
        let entries = lock(&self.entries);
        // ThreadId is Hash but not Ord; its Debug form names it.
        let ids: BTreeSet<String> = entries.iter().map(|(_, id)| format!("{id:?}")).collect();
        ids.len()
    }
}

/// A meeting point: nobody goes on before `expected` threads have arrived, so code that runs its jobs one after
/// another never gets past it. What the harness reports of a check that was cut off is who stood waiting here.
#[derive(Clone)]
pub struct Meeting {
    barrier: Arc<Barrier>,
    arrived: Arc<Mutex<Vec<String>>>,
    expected: usize,
}

impl Meeting {
    pub fn new(expected: usize) -> Self {
        Self {
            barrier: Arc::new(Barrier::new(expected)),
            arrived: Arc::default(),
            expected,
        }
    }

    /// Blocks until all the expected threads are here. `who` is named in the report: "rower 1".
    pub fn wait(&self, who: impl Display) {
        let mut arrived = lock(&self.arrived);
        arrived.push(who.to_string());
        let who = who.to_string();
        let was = if who.starts_with("you") {
            "were"
        } else {
            "was"
        };
        harness::note(&format!(
            "{who} {was} waiting for the others ({} of {} had come)",
            arrived.len(),
            self.expected
        ));
        drop(arrived);
        self.barrier.wait();
    }

    /// Who has come, in the order of arrival.
    pub fn arrived(&self) -> Vec<String> {
        lock(&self.arrived).clone()
    }
}

/// Counts how often its tokens are dropped. Clones share the count.
#[derive(Clone, Default)]
pub struct DropCount(Arc<AtomicUsize>);

impl DropCount {
    pub fn new() -> Self {
        Self::default()
    }

    /// A value that is not `Clone` and is counted when it is dropped.
    pub fn token(&self) -> DropToken {
        DropToken(Arc::clone(&self.0))
    }

    /// How many tokens were dropped so far.
    pub fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Made by [`DropCount::token`].
#[derive(Debug)]
pub struct DropToken(Arc<AtomicUsize>);

impl Drop for DropToken {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Counts how often its tokens are cloned. Clones of the counter share the count.
#[derive(Clone, Default)]
pub struct CloneCount(Arc<AtomicUsize>);

impl CloneCount {
    pub fn new() -> Self {
        Self::default()
    }

    /// A value whose clones are counted.
    pub fn token(&self) -> CloneToken {
        CloneToken(Arc::clone(&self.0))
    }

    /// How many clones were made so far.
    pub fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Made by [`CloneCount::token`].
#[derive(Debug)]
pub struct CloneToken(Arc<AtomicUsize>);

impl Clone for CloneToken {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(&self.0))
    }
}
