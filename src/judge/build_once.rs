//! What takes seconds to compile is built once and shared: one thread builds it while others wait. What has just failed is
//! remembered, and not tried at every save.

use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::JudgeError;
use crate::process::Cancel;

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
    turn: Arc<Turn>,
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
            turn: Arc::default(),
        }
    }
}

/// The right to build something, which one thread has at a time. Others wait until it is dropped.
pub struct BuildPermit(Arc<Turn>);

impl Drop for BuildPermit {
    fn drop(&mut self) {
        *lock(&self.0.is_taken) = false;
        self.0.changed.notify_all();
    }
}

/// Whether a thread has the permit.
#[derive(Default)]
struct Turn {
    is_taken: Mutex<bool>,
    /// Or somebody who waits for it is to stop.
    changed: Condvar,
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
        let was_taken = mem::replace(&mut *lock(&self.turn.is_taken), true);
        (!was_taken).then(|| BuildPermit(Arc::clone(&self.turn)))
    }

    /// The same, once no other thread builds it.
    fn wait_for_permit(&self, cancel: &Cancel) -> Result<BuildPermit, JudgeError> {
        let turn = Arc::clone(&self.turn);
        cancel.on_cancel(move || {
            // Whoever has looked already sleeps by now, and hears it.
            let _is_taken = lock(&turn.is_taken);
            turn.changed.notify_all();
        });
        let is_taken = lock(&self.turn.is_taken);
        let must_wait = |is_taken: &mut bool| *is_taken && !cancel.is_cancelled();
        let waited = self.turn.changed.wait_while(is_taken, must_wait);
        let mut is_taken = waited.unwrap_or_else(PoisonError::into_inner);
        if *is_taken {
            return Err(JudgeError::Cancelled);
        }
        *is_taken = true;
        Ok(BuildPermit(Arc::clone(&self.turn)))
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
        let permit = match self.reserve() {
            Some(permit) => permit,
            None => self.wait_for_permit(cancel)?,
        };
        self.prepare_now(permit, recipe, cancel)
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
    fn whoever_waits_is_woken_by_the_permit_and_by_the_wish_to_stop() {
        let once = BuildOnce::default();
        let (patient, stopped) = (Cancel::new(), Cancel::new());
        let permit = once.reserve();
        std::thread::scope(|scope| {
            let wait = |cancel| prepare(&once, 1, cancel, &mut || Ok(Thing));
            let waits = [&patient, &stopped].map(|cancel| scope.spawn(move || wait(cancel)));
            stopped.cancel();
            let [built, cancelled] = waits;
            let cancelled = cancelled.join().unwrap();
            assert!(matches!(cancelled, Err(JudgeError::Cancelled)));
            drop(permit);
            assert!(built.join().unwrap().is_ok());
        });
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
