//! `Once`, and the state that `OnceLock` and `LazyLock` share with it.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use engine::{Access, Kind, Snapshot};

use crate::shared::{At, Shared, wait};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Incomplete,
    Running,
    Poisoned,
    Complete,
}

/// Something that is done once.
pub(crate) struct RawOnce {
    shared: Shared,
    state: Cell<State>,
    clock: Cell<Duration>,
}

/// While the initialiser runs, and what comes after it, also when it panics.
struct Running<'a> {
    once: &'a RawOnce,
    id: usize,
    at: At,
    /// When it began.
    turns: u64,
    then: State,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // Who saw what the initialiser did may see that it is not done yet. Nobody saw one that reached no point.
        if engine::turns() > self.turns {
            engine::pass(Kind::Initialise, self.id, Access::WRITE, self.at);
        }
        self.once.state.set(self.then);
        self.once.shared.change();
        self.once.clock.set(engine::clock());
    }
}

impl RawOnce {
    #[track_caller]
    pub(crate) const fn new() -> Self {
        Self {
            shared: Shared::new(),
            state: Cell::new(State::Incomplete),
            clock: Cell::new(Duration::ZERO),
        }
    }

    pub(crate) fn id(&self, what: &'static str, whole: Snapshot) -> usize {
        self.shared.id(what, whole)
    }

    /// Whether it is done, for others to see.
    pub(crate) fn is_complete(&self, id: usize, at: At) -> bool {
        engine::pass(Kind::Load, id, Access::READ, at);
        let complete = self.is_done();
        if complete {
            engine::achieve();
            engine::merge_clock(self.clock.get());
        } else {
            self.shared.futile(at);
        }
        complete
    }

    /// Whether it is done. No point: for who cannot be interfered with.
    pub(crate) fn is_done(&self) -> bool {
        self.state.get() == State::Complete
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.state.get() == State::Poisoned
    }

    /// Back to the beginning.
    pub(crate) fn reset(&self) {
        self.state.set(State::Incomplete);
    }

    /// Done without more ado.
    pub(crate) fn set_done(&self) {
        self.state.set(State::Complete);
    }

    /// Runs `f`, unless that was done; waits while another thread does it. `f` hears whether an earlier one panicked and
    /// says whether it is done now. Panics where an earlier one did, unless `force`.
    pub(crate) fn call(&self, id: usize, at: At, force: bool, f: &mut dyn FnMut(bool) -> bool) {
        let access = if self.is_done() {
            Access::READ
        } else {
            Access::WRITE
        };
        engine::pass(Kind::Initialise, id, access, at);
        loop {
            let state = self.state.get();
            match state {
                State::Complete => {
                    engine::merge_clock(self.clock.get());
                    return;
                }
                State::Running => {
                    wait(Kind::Initialise, id, Access::WRITE, at, &|| {
                        self.state.get() != State::Running
                    });
                }
                State::Poisoned if !force => {
                    panic!("Once instance has previously been poisoned")
                }
                State::Poisoned | State::Incomplete => {
                    self.state.set(State::Running);
                    self.shared.change();
                    let mut running = Running {
                        once: self,
                        id,
                        at,
                        turns: engine::turns(),
                        then: State::Poisoned,
                    };
                    let done = f(state == State::Poisoned);
                    running.then = if done {
                        State::Complete
                    } else {
                        State::Incomplete
                    };
                    drop(running);
                    engine::achieve();
                    engine::event(Kind::Initialise, Some(id), Some(at), String::new);
                    return;
                }
            }
        }
    }

    /// Waits until it is done. Panics where it panicked, unless `force`.
    pub(crate) fn wait(&self, id: usize, at: At, force: bool) {
        wait(Kind::Initialise, id, Access::WRITE, at, &|| {
            self.is_done() || (self.is_poisoned() && !force)
        });
        assert!(self.is_done(), "Once instance has previously been poisoned");
        engine::merge_clock(self.clock.get());
    }
}

/// `std::sync::Once`.
pub struct Once {
    raw: RawOnce,
}

// SAFETY: all threads are coroutines of one system thread.
unsafe impl Sync for Once {}
impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

/// `std::sync::OnceState`.
pub struct OnceState {
    poisoned: bool,
}

/// `std::sync::ONCE_INIT`.
#[deprecated(since = "1.38.0", note = "the `Once::new()` function is now preferred")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "the real one is a constant too"
)]
pub const ONCE_INIT: Once = Once::new();

impl Once {
    /// As in `std`.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            raw: RawOnce::new(),
        }
    }

    fn id(&self) -> usize {
        self.raw.id("Once", Snapshot::of(self))
    }

    /// As in `std`.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        let mut f = Some(f);
        self.raw
            .call(self.id(), Location::caller(), false, &mut |_| {
                f.take().expect("called once")();
                true
            });
    }

    /// As in `std`.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        let mut f = Some(f);
        self.raw
            .call(self.id(), Location::caller(), true, &mut |poisoned| {
                f.take().expect("called once")(&OnceState { poisoned });
                true
            });
    }

    /// As in `std`.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let (id, at) = (self.id(), Location::caller());
        let complete = self.raw.is_complete(id, at);
        engine::event(Kind::Load, Some(id), Some(at), || {
            if complete { "done" } else { "not done" }.to_owned()
        });
        complete
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait(&self) {
        self.raw.wait(self.id(), Location::caller(), false);
    }

    /// As in `std`.
    #[track_caller]
    pub fn wait_force(&self) {
        self.raw.wait(self.id(), Location::caller(), true);
    }
}

impl Default for Once {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl OnceState {
    /// As in `std`.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState")
            .field("poisoned", &self.is_poisoned())
            .finish()
    }
}
