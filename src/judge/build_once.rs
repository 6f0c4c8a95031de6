//! What takes seconds to compile is built once and shared: one thread builds it while others wait. What has just failed is
//! remembered, and not tried at every save.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::JudgeError;
use crate::process::Cancel;

/// How often to ask whether another thread has finished.
const PAUSE: Duration = Duration::from_millis(20);
/// When to try again. By then the internet may be back.
const AGAIN: Duration = Duration::from_mins(1);

/// How far building something has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// What is built.
    pub of: Built,
    /// How far it is.
    pub step: BuildStep,
}

/// What is built once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// The stand-in for `std`.
    Explorer,
    /// What a kit's `Cargo.toml` names.
    Dependencies,
}

/// A step of building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStep {
    /// Another process builds it.
    Waiting,
    /// What it depends on is being fetched.
    Fetching,
    /// So many of its crates are compiled.
    Compiling {
        /// Compiled.
        done: usize,
        /// All of them.
        total: usize,
    },
}

/// What can be built once and used again.
pub(super) trait Reusable: Sized {
    /// Whether all of it is still there: the cache may be emptied while we run.
    fn is_whole(&self) -> bool;
}

/// How to come by it.
pub(super) struct Recipe<'a, T> {
    /// Changes with what is wanted.
    pub(super) key: u64,
    /// Takes it from where it was left, if it is there.
    pub(super) find: &'a dyn Fn() -> Option<T>,
    /// Makes it.
    pub(super) make: &'a mut dyn FnMut() -> Result<T, JudgeError>,
}

/// Where a judge keeps one such thing.
pub(super) struct BuildOnce<T> {
    state: Mutex<State<T>>,
    is_taken: Arc<AtomicBool>,
}

struct State<T> {
    thing: Option<(u64, Arc<T>)>,
    /// Why there is none, and since when.
    failed: Option<(u64, Arc<JudgeError>, Instant)>,
}

impl<T> Default for BuildOnce<T> {
    fn default() -> Self {
        let state = State {
            thing: None,
            failed: None,
        };
        Self {
            state: Mutex::new(state),
            is_taken: Arc::default(),
        }
    }
}

/// The right to build something, which one thread has at a time. Others wait until it is dropped.
pub struct BuildPermit(Arc<AtomicBool>);

impl Drop for BuildPermit {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl<T: Reusable> BuildOnce<T> {
    /// What is there already, looking for it with `find`.
    pub(super) fn get(&self, key: u64, find: &dyn Fn() -> Option<T>) -> Option<Arc<T>> {
        let mut state = lock(&self.state);
        let is_here = |(kept, thing): &(u64, Arc<T>)| *kept == key && thing.is_whole();
        if !state.thing.as_ref().is_some_and(is_here) {
            state.thing = find().map(|thing| (key, Arc::new(thing)));
        }
        state.thing.as_ref().map(|(_, thing)| Arc::clone(thing))
    }

    /// Makes sure that no other thread builds it; `None` where one is at it.
    pub(super) fn reserve(&self) -> Option<BuildPermit> {
        let is_ours = !self.is_taken.swap(true, Ordering::Acquire);
        is_ours.then(|| BuildPermit(Arc::clone(&self.is_taken)))
    }

    /// What is there, or is made now. Where another thread is at it, this waits.
    pub(super) fn prepare(
        &self,
        recipe: &mut Recipe<T>,
        cancel: &Cancel,
    ) -> Result<Arc<T>, JudgeError> {
        if let Some(thing) = self.get(recipe.key, recipe.find) {
            return Ok(thing);
        }
        loop {
            if let Some(permit) = self.reserve() {
                return self.prepare_now(permit, recipe, cancel);
            }
            if cancel.is_cancelled() {
                return Err(JudgeError::Cancelled);
            }
            thread::sleep(PAUSE);
        }
    }

    /// The same, for whoever has the permit already.
    pub(super) fn prepare_now(
        &self,
        _permit: BuildPermit,
        recipe: &mut Recipe<T>,
        cancel: &Cancel,
    ) -> Result<Arc<T>, JudgeError> {
        // Whoever had the permit before may have been at it.
        if let Some(thing) = self.get(recipe.key, recipe.find) {
            return Ok(thing);
        }
        if let Some((key, error, since)) = &lock(&self.state).failed
            && *key == recipe.key
            && since.elapsed() < AGAIN
        {
            return Err(JudgeError::NotBuilt(Arc::clone(error)));
        }
        match (recipe.make)() {
            Ok(thing) => {
                let thing = Arc::new(thing);
                lock(&self.state).thing = Some((recipe.key, Arc::clone(&thing)));
                Ok(thing)
            }
            // What a cancelled step says of its end means nothing.
            Err(_) if cancel.is_cancelled() => Err(JudgeError::Cancelled),
            Err(error) => {
                let error = Arc::new(error);
                lock(&self.state).failed = Some((recipe.key, Arc::clone(&error), Instant::now()));
                Err(JudgeError::NotBuilt(error))
            }
        }
    }
}

/// What a panicking thread left is still whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    impl Reusable for Thing {
        fn is_whole(&self) -> bool {
            true
        }
    }

    fn prepare(
        once: &BuildOnce<Thing>,
        key: u64,
        cancel: &Cancel,
        make: &mut dyn FnMut() -> Result<Thing, JudgeError>,
    ) -> Result<Arc<Thing>, JudgeError> {
        let find = || None;
        let mut recipe = Recipe {
            key,
            find: &find,
            make,
        };
        once.prepare(&mut recipe, cancel)
    }

    #[test]
    fn one_thread_at_a_time_has_the_turn() {
        let once = BuildOnce::<Thing>::default();
        let permit = once.reserve();
        assert!(permit.is_some());
        assert!(once.reserve().is_none());
        drop(permit);
        assert!(once.reserve().is_some());
    }

    #[test]
    fn whoever_waits_for_the_turn_can_be_told_to_stop() {
        let once = BuildOnce::default();
        let _permit = once.reserve();
        let cancel = Cancel::new();
        cancel.cancel();
        let waited = prepare(&once, 1, &cancel, &mut || panic!("nothing is built"));
        assert!(matches!(waited, Err(JudgeError::Cancelled)));
    }

    #[test]
    fn what_has_just_failed_is_not_tried_again() {
        let once = BuildOnce::default();
        let cancel = Cancel::new();
        let fail = &mut || Err(JudgeError::NeedsInternet("why".to_owned()));
        assert!(prepare(&once, 1, &cancel, fail).is_err());
        let again = prepare(&once, 1, &cancel, &mut || panic!("nothing is built"));
        let Err(JudgeError::NotBuilt(error)) = again else {
            panic!("it is built");
        };
        assert!(matches!(&*error, JudgeError::NeedsInternet(why) if why == "why"));
        assert!(once.reserve().is_some(), "the permit is given back");
        // Something else is wanted.
        assert!(prepare(&once, 2, &cancel, &mut || Ok(Thing)).is_ok());
    }

    #[test]
    fn what_is_made_is_kept() {
        let once = BuildOnce::default();
        let cancel = Cancel::new();
        prepare(&once, 1, &cancel, &mut || Ok(Thing)).unwrap();
        prepare(&once, 1, &cancel, &mut || panic!("it is there")).unwrap();
    }
}
