//! A judge's explorer.

use std::sync::Arc;

use super::Explorer;
use crate::judge::build_once::{BuildPermit, BuildProgress, BuildStep, Built, Recipe, Reusable};
use crate::judge::{Judge, JudgeError};
use crate::process::Cancel;

/// There is one for each toolchain, and a judge has one toolchain.
const KEY: u64 = 0;

impl Reusable for Explorer {
    fn is_whole(&self) -> bool {
        super::is_whole(self.dir())
    }
}

impl Judge {
    fn find_explorer(&self) -> Option<Explorer> {
        Explorer::find(&self.toolchain)
    }

    /// The explorer, where it is compiled already.
    pub fn explorer(&self) -> Option<Arc<Explorer>> {
        self.explorers.get(KEY, &|| self.find_explorer())
    }

    /// Whether [`prepare_explorer`](Self::prepare_explorer) would find it built.
    pub fn explorer_ready(&self) -> bool {
        self.explorer().is_some()
    }

    /// Makes sure that no other thread of ours builds the explorer; `None` where one is at it.
    pub fn reserve_explorer(&self) -> Option<BuildPermit> {
        self.explorers.reserve()
    }

    /// Compiles the explorer, unless that was done before. The first time it takes seconds, and perhaps the internet;
    /// where another thread or process is at it, this waits for it. `progress` hears how it goes.
    pub fn prepare_explorer(
        &self,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildProgress),
    ) -> Result<Arc<Explorer>, JudgeError> {
        self.with_explorer_recipe(cancel, progress, |recipe| {
            self.explorers.prepare(recipe, cancel)
        })
    }

    /// The explorer, for an attempt; or why there is none, where judging goes on without it. It does not where many attempts
    /// are judged: what held on real threads only would have no points in this attempt, and points in the next.
    pub(in crate::judge) fn explorer_for_attempt(
        &self,
        cancel: &Cancel,
    ) -> Result<Result<Arc<Explorer>, JudgeError>, JudgeError> {
        match self.prepare_explorer(cancel, &mut |_| ()) {
            Err(error) if self.is_for_many || matches!(error, JudgeError::Cancelled) => Err(error),
            explorer => Ok(explorer),
        }
    }

    /// The same as [`prepare_explorer`](Self::prepare_explorer), for whoever has the permit already.
    pub fn prepare_explorer_now(
        &self,
        permit: BuildPermit,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildProgress),
    ) -> Result<Arc<Explorer>, JudgeError> {
        self.with_explorer_recipe(cancel, progress, |recipe| {
            self.explorers.prepare_now(permit, recipe, cancel)
        })
    }

    fn with_explorer_recipe<R>(
        &self,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildProgress),
        work: impl FnOnce(&mut Recipe<Explorer>) -> R,
    ) -> R {
        let mut tell = |step: BuildStep| {
            let of = Built::Explorer;
            progress(BuildProgress { of, step });
        };
        work(&mut Recipe {
            key: KEY,
            find: &|| self.find_explorer(),
            make: &mut || Explorer::prepare(&self.toolchain, cancel, &mut tell),
        })
    }
}
