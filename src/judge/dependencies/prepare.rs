//! A judge's compiled crates, which are those of the kit it judges by.

use std::sync::Arc;

use super::{Dependencies, entry, key};
use crate::judge::build_once::{BuildPermit, BuildProgress, BuildStep, Built, Recipe, Reusable};
use crate::judge::{Judge, JudgeError};
use crate::kit::{Crates, Kit};
use crate::process::Cancel;

impl Reusable for Dependencies {
    fn is_whole(&self) -> bool {
        super::is_whole(&self.kept.dir)
    }
}

impl Judge {
    /// Whether nothing has to be built before this kit's exercises can be compiled.
    pub(crate) fn dependencies_ready(&self, kit: &Kit) -> bool {
        match needed(kit) {
            Ok(Some(crates)) => {
                let find = || Dependencies::find(&entry(&self.toolchain, &crates));
                let key = key(&self.toolchain, &crates);
                self.dependencies.get(key, &find).is_some()
            }
            // Whatever is wrong, it is not that something is yet to be built.
            Ok(None) | Err(_) => true,
        }
    }

    /// Makes sure that no other thread of ours builds them; `None` where one is at it.
    pub(crate) fn reserve_dependencies(&self) -> Option<BuildPermit> {
        self.dependencies.reserve()
    }

    /// Compiles the crates that the kit's exercises use, unless that was done before. The first time it takes seconds, and
    /// perhaps the internet; where another thread or process is at it, this waits for it.
    pub(crate) fn prepare_dependencies(
        &self,
        kit: &Kit,
        permit: Option<BuildPermit>,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildProgress),
    ) -> Result<(), JudgeError> {
        match needed(kit)? {
            Some(crates) => self
                .dependencies(&crates, permit, cancel, progress)
                .map(drop),
            None => Ok(()),
        }
    }

    pub(in crate::judge) fn dependencies(
        &self,
        crates: &Crates,
        permit: Option<BuildPermit>,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildProgress),
    ) -> Result<Arc<Dependencies>, JudgeError> {
        let mut tell = |step: BuildStep| {
            let of = Built::Dependencies;
            progress(BuildProgress { of, step });
        };
        let mut recipe = Recipe {
            key: key(&self.toolchain, crates),
            find: &|| Dependencies::find(&entry(&self.toolchain, crates)),
            make: &mut || Dependencies::prepare(&self.toolchain, crates, cancel, &mut tell),
        };
        match permit {
            Some(permit) => self.dependencies.prepare_now(permit, &mut recipe, cancel),
            None => self.dependencies.prepare(&mut recipe, cancel),
        }
    }
}

/// Exercises with a checks file use nothing but `std`.
fn needed(kit: &Kit) -> Result<Option<Crates>, JudgeError> {
    let is_in_file = |it| matches!(kit.checks(it), Ok(None));
    if kit.exercises().iter().any(is_in_file) {
        Ok(kit.package()?.crates)
    } else {
        Ok(None)
    }
}
