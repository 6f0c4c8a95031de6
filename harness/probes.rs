//! Probes: small witnesses that a check hands to the code under test.

use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::sync::{Arc, Barrier, Mutex, TryLockError};
use std::thread::{self, ThreadId};

use crate::harness::{self, Notes};

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

/// Whether some thread holds this lock right now.
pub fn is_locked<T: ?Sized>(mutex: &Mutex<T>) -> bool {
    matches!(mutex.try_lock(), Err(TryLockError::WouldBlock))
}

/// How many threads of the program have not ended yet, the calling one included. `None` on real threads, where nobody can
/// say that to the moment; checks that ask judge by the interleavings alone.
pub fn thread_count() -> Option<usize> {
    harness::thread_count()
}

/// Waits until nothing else happens: every other thread has ended, or waits for something that does not come by itself. One
/// that looks again and again, or waits with a time limit again and again, does not get there: "no progress". `false`
/// on real threads, where nobody can tell; what holds only then is asserted only if this is `true`, and who hangs after it
/// there is judged by the interleavings alone.
pub fn quiesce() -> bool {
    harness::quiesce()
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
    notes: Arc<Notes<(String, ThreadId)>>,
}

impl ThreadLog {
    // Only `new`: the calling thread matters, so it is said aloud.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            home: thread::current().id(),
            notes: Arc::default(),
        }
    }

    /// Notes that the calling thread did `what`.
    pub fn note(&self, what: impl Display) {
        self.notes.add((what.to_string(), thread::current().id()));
    }

    /// Everything noted so far, in the order it happened. Where that does not matter, `sorted` and `count` make fewer
    /// interleavings.
    pub fn entries(&self) -> Vec<String> {
        texts(self.notes.in_order())
    }

    /// Everything noted so far, sorted.
    pub fn sorted(&self) -> Vec<String> {
        let mut entries = texts(self.notes.in_any_order());
        entries.sort();
        entries
    }

    /// How much was noted so far.
    pub fn count(&self) -> usize {
        self.notes.count()
    }

    /// What was done on the thread that made this log, in its order.
    pub fn at_home(&self) -> Vec<String> {
        let mut notes = self.notes.in_any_order();
        notes.retain(|(_, id)| *id == self.home);
        texts(notes)
    }

    /// How many different threads noted something.
    pub fn threads(&self) -> usize {
        let notes = self.notes.in_any_order();
        // ThreadId is Hash but not Ord; its Debug form names it.
        let ids: BTreeSet<String> = notes.iter().map(|(_, id)| format!("{id:?}")).collect();
        ids.len()
    }
}

fn texts(notes: Vec<(String, ThreadId)>) -> Vec<String> {
    notes.into_iter().map(|(what, _)| what).collect()
}

/// A meeting point: nobody goes on before `expected` threads have arrived, so code that runs its jobs one after
/// another never gets past it. What the harness reports of a check that was cut off is who stood waiting here.
#[derive(Clone)]
pub struct Meeting {
    barrier: Arc<Barrier>,
    arrived: Arc<Notes<String>>,
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
        let who = who.to_string();
        let was = if who.starts_with("you") {
            "were"
        } else {
            "was"
        };
        let arrived = self.arrived.add(who.clone());
        harness::note(&format!(
            "{who} {was} waiting for the others ({arrived} of {} had come)",
            self.expected
        ));
        self.barrier.wait();
    }

    /// Who has come, in the order of arrival. Where only their number matters, `count` makes fewer interleavings.
    pub fn arrived(&self) -> Vec<String> {
        self.arrived.in_order()
    }

    /// How many have come.
    pub fn count(&self) -> usize {
        self.arrived.count()
    }
}

/// Counts how often its tokens are dropped. Clones share the count.
#[derive(Clone, Default)]
pub struct DropCount(Arc<Notes<()>>);

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
        self.0.count()
    }
}

/// Made by [`DropCount::token`].
pub struct DropToken(Arc<Notes<()>>);

impl Drop for DropToken {
    fn drop(&mut self) {
        self.0.add(());
    }
}

impl fmt::Debug for DropToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DropToken")
    }
}

/// Counts how often its tokens are cloned. Clones of the counter share the count.
#[derive(Clone, Default)]
pub struct CloneCount(Arc<Notes<()>>);

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
        self.0.count()
    }
}

/// Made by [`CloneCount::token`].
pub struct CloneToken(Arc<Notes<()>>);

impl Clone for CloneToken {
    fn clone(&self) -> Self {
        self.0.add(());
        Self(Arc::clone(&self.0))
    }
}

impl fmt::Debug for CloneToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CloneToken")
    }
}
