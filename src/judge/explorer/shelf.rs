//! A judge's explorer: one thread builds it while others wait, and what has just failed is not tried at every save.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{Explorer, ExplorerProgress};
use crate::judge::{Judge, JudgeError};
use crate::process::Cancel;

/// How often to ask whether another thread has finished.
const PAUSE: Duration = Duration::from_millis(20);
/// When to try again. By then the internet may be back.
const AGAIN: Duration = Duration::from_mins(1);

/// Where a judge keeps its explorer.
#[derive(Default)]
pub(in crate::judge) struct Shelf {
    state: Mutex<State>,
    is_taken: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    explorer: Option<Arc<Explorer>>,
    /// Why there is none, and since when.
    failed: Option<(Arc<JudgeError>, Instant)>,
}

impl Shelf {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the explorer could not be built a moment ago.
    fn recent_failure(&self) -> Option<JudgeError> {
        let state = self.state();
        let (error, since) = state.failed.as_ref()?;
        (since.elapsed() < AGAIN).then(|| JudgeError::NoExplorer(Arc::clone(error)))
    }
}

/// The right to build a judge's explorer, which one thread has at a time. Others wait until it is dropped.
pub struct ExplorerTurn(Arc<AtomicBool>);

impl Drop for ExplorerTurn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Judge {
    /// The explorer, where it is compiled already.
    pub fn explorer(&self) -> Option<Arc<Explorer>> {
        let mut state = self.shelf.state();
        // The cache may be emptied while we run.
        if !state.explorer.as_ref().is_some_and(|it| it.is_whole()) {
            state.explorer = Explorer::find(&self.toolchain).map(Arc::new);
        }
        state.explorer.clone()
    }

    /// Whether [`prepare_explorer`](Self::prepare_explorer) would find it built.
    pub fn explorer_ready(&self) -> bool {
        self.explorer().is_some()
    }

    /// Compiles the explorer, unless that was done before. The first time it takes seconds, and perhaps the internet;
    /// where another thread or process is at it, this waits for it. `progress` hears how it goes.
    pub fn prepare_explorer(
        &self,
        cancel: &Cancel,
        progress: &mut dyn FnMut(ExplorerProgress),
    ) -> Result<Arc<Explorer>, JudgeError> {
        if let Some(explorer) = self.explorer() {
            return Ok(explorer);
        }
        loop {
            if let Some(turn) = self.reserve_explorer() {
                return self.prepare_explorer_now(turn, cancel, progress);
            }
            if cancel.is_cancelled() {
                return Err(JudgeError::Cancelled);
            }
            thread::sleep(PAUSE);
        }
    }

    /// Makes sure that no other thread of ours builds the explorer; `None` where one is at it.
    pub fn reserve_explorer(&self) -> Option<ExplorerTurn> {
        let taken = &self.shelf.is_taken;
        let is_ours = !taken.swap(true, Ordering::Acquire);
        is_ours.then(|| ExplorerTurn(Arc::clone(taken)))
    }

    /// The same as [`prepare_explorer`](Self::prepare_explorer), for whoever has the turn already.
    pub fn prepare_explorer_now(
        &self,
        _turn: ExplorerTurn,
        cancel: &Cancel,
        progress: &mut dyn FnMut(ExplorerProgress),
    ) -> Result<Arc<Explorer>, JudgeError> {
        // Whoever had the turn before may have been at it.
        if let Some(explorer) = self.explorer() {
            return Ok(explorer);
        }
        if let Some(error) = self.shelf.recent_failure() {
            return Err(error);
        }
        match Explorer::prepare(&self.toolchain, cancel, progress) {
            Ok(explorer) => {
                let explorer = Arc::new(explorer);
                self.shelf.state().explorer = Some(Arc::clone(&explorer));
                Ok(explorer)
            }
            // What a cancelled step says of its end means nothing.
            Err(_) if cancel.is_cancelled() => Err(JudgeError::Cancelled),
            Err(error) => {
                let error = Arc::new(error);
                self.shelf.state().failed = Some((Arc::clone(&error), Instant::now()));
                Err(JudgeError::NoExplorer(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Toolchain;

    fn judge() -> Judge {
        Judge::new(Toolchain {
            rustc: "/nowhere/rustc".into(),
            clippy: None,
            libdir: "/nowhere".into(),
            version: "none".to_owned(),
        })
    }

    #[test]
    fn one_thread_at_a_time_has_the_turn() {
        let judge = judge();
        let turn = judge.reserve_explorer();
        assert!(turn.is_some());
        assert!(judge.reserve_explorer().is_none());
        drop(turn);
        assert!(judge.reserve_explorer().is_some());
    }

    #[test]
    fn whoever_waits_for_the_turn_can_be_told_to_stop() {
        let judge = judge();
        let _turn = judge.reserve_explorer();
        let cancel = Cancel::new();
        cancel.cancel();
        let waited = judge.prepare_explorer(&cancel, &mut |_| panic!("nothing is built"));
        assert!(matches!(waited, Err(JudgeError::Cancelled)));
    }

    #[test]
    fn what_has_just_failed_is_not_tried_again() {
        let judge = judge();
        let error = Arc::new(JudgeError::NeedsInternet("why".to_owned()));
        judge.shelf.state().failed = Some((error, Instant::now()));
        let again = judge.prepare_explorer(&Cancel::new(), &mut |_| panic!("nothing is built"));
        let Err(JudgeError::NoExplorer(error)) = again else {
            panic!("it is built");
        };
        assert!(matches!(&*error, JudgeError::NeedsInternet(why) if why == "why"));
        assert!(judge.reserve_explorer().is_some(), "the turn is given back");
    }
}
