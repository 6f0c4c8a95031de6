//! `Condvar`.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use engine::{Access, Early, Kind, Ready, Snapshot, TaskId};

use super::mutex::MutexGuard;
use crate::shared::{At, Shared, wait_early};
use crate::time::{Instant, is_too_late, up_at};

/// The aspect that is waiting. Waiters come and go in any order, since nobody says which one a notification wakes.
const WAITERS: u8 = 1;

/// A waiting thread. The cell holds the clock of who notified it.
struct Waiter {
    thread: TaskId,
    notified: Rc<Cell<Option<Duration>>>,
}

/// `std::sync::Condvar`.
pub struct Condvar {
    /// Changes with every notification.
    shared: Shared,
    waiters: UnsafeCell<Vec<Waiter>>,
}

// SAFETY: all threads are coroutines of one system thread, and no borrow of `waiters` lasts over a point.
unsafe impl Send for Condvar {}
// SAFETY: as above.
unsafe impl Sync for Condvar {}
impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

/// `std::sync::WaitTimeoutResult`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// As in `std`.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// As in `std`.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            shared: Shared::new(),
            waiters: UnsafeCell::new(Vec::new()),
        }
    }

    fn id(&self) -> usize {
        self.shared.id("Condvar", Snapshot::of(self))
    }

    fn waiters<R>(&self, f: impl FnOnce(&mut Vec<Waiter>) -> R) -> R {
        // SAFETY: see `Sync`; `f` reaches no point.
        f(unsafe { &mut *self.waiters.get() })
    }

    /// Waits between `release` and taking the lock again. Whether the time was up.
    fn pause(&self, early: Early, at: At, release: &dyn Fn()) -> bool {
        let id = self.id();
        engine::pass(Kind::Wait, id, Access::adds(WAITERS), at);
        let notified = Rc::new(Cell::new(None));
        let thread = engine::me().id;
        self.waiters(|waiters| {
            waiters.push(Waiter {
                thread,
                notified: Rc::clone(&notified),
            });
        });
        engine::event(Kind::Wait, Some(id), Some(at), String::new);
        release();
        // Who was notified is waiting no more.
        let hurried = wait_early(
            (Kind::Wake, id, Access::LOCAL, at),
            Ready::When(&|| notified.get().is_some()),
            early,
            Access::adds(WAITERS),
        );
        self.waiters(|waiters| {
            waiters.retain(|waiter| !Rc::ptr_eq(&waiter.notified, &notified));
        });
        let clock = notified.get().unwrap_or_default();
        let hurried = hurried || is_too_late(early, clock);
        if !hurried {
            engine::merge_clock(clock);
        }
        // A wait with a time may end for no reason too.
        let timed_out = hurried && early != Early::Spuriously && !engine::fails_spuriously();
        if hurried && early != Early::Spuriously {
            self.shared.futile(at);
        }
        engine::event(Kind::Wake, Some(id), Some(at), || {
            let words = match (hurried, timed_out) {
                (false, _) => "notified",
                (true, true) => "timed out",
                (true, false) => "for no reason",
            };
            words.to_owned()
        });
        timed_out
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait<'a, T>(&self, mut guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let at = Location::caller();
        self.pause(Early::Spuriously, at, &|| guard.release());
        guard.retake(at);
        guard.result()
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let at = Location::caller();
        let timed_out = self.pause(up_at(dur).unwrap_or(Early::Spuriously), at, &|| {
            guard.release();
        });
        guard.retake(at);
        let timed_out = WaitTimeoutResult(timed_out);
        match guard.result() {
            Ok(guard) => Ok((guard, timed_out)),
            Err(error) => Err(PoisonError::new((error.into_inner(), timed_out))),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        match self.wait_timeout(guard, Duration::from_millis(ms.into())) {
            Ok((guard, result)) => Ok((guard, !result.timed_out())),
            Err(error) => {
                let (guard, result) = error.into_inner();
                Err(PoisonError::new((guard, !result.timed_out())))
            }
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(left) = dur.checked_sub(start.elapsed()) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn notify_one(&self) {
        let (id, at) = (self.id(), Location::caller());
        engine::pass(Kind::Notify, id, Access::writes(WAITERS), at);
        let asleep: Vec<TaskId> = self.waiters(|waiters| {
            let asleep = Self::asleep(waiters);
            asleep.map(|waiter| waiter.thread).collect()
        });
        let count = asleep.len();
        let woken = (count > 0).then(|| {
            // Which one the system wakes is not said.
            let chosen = engine::choose_thread(&asleep);
            self.waiters(|waiters| {
                let waiter = Self::asleep(waiters).nth(chosen);
                waiter.map(|waiter| {
                    waiter.notified.set(Some(engine::clock()));
                    waiter.thread
                })
            })
        });
        self.shared.change_for_good();
        engine::event_with(Kind::Notify, Some(id), woken.flatten(), Some(at), || {
            let words = if count > 0 { "one" } else { "nobody" };
            words.to_owned()
        });
    }

    /// As in `std`.
    #[track_caller]
    pub fn notify_all(&self) {
        let (id, at) = (self.id(), Location::caller());
        engine::pass(Kind::Notify, id, Access::writes(WAITERS), at);
        let count = self.waiters(|waiters| {
            Self::asleep(waiters)
                .map(|waiter| waiter.notified.set(Some(engine::clock())))
                .count()
        });
        self.shared.change_for_good();
        engine::event(Kind::Notify, Some(id), Some(at), || {
            let words = if count > 0 { "all" } else { "nobody" };
            words.to_owned()
        });
    }

    fn asleep(waiters: &[Waiter]) -> impl Iterator<Item = &Waiter> {
        waiters
            .iter()
            .filter(|waiter| waiter.notified.get().is_none())
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
