//! Judges an attempt: check, build, run. It knows the kit's files but neither the workspace nor the screen.
//!
//! [`Judge::judge`] snapshots the attempt into a folder of its own, so that what happens to the student's file while
//! it runs does not matter, and lays it out as in the workspace, so that diagnostics name the path the student knows.
//! Three lines of work overlap: the build of attempt and checks, by which the compiler says what it thinks, and their run; the same
//! with the stand-in for `std`, and the exploring; and, of what compiles, clippy's opinion.

mod build;
mod build_once;
mod cache;
mod cargo;
mod checks;
mod checks_elsewhere;
mod compiler;
mod dependencies;
mod equipment;
mod error;
mod explore;
mod explorer;
mod files;
mod harness;
mod names;
mod nudges;
mod parallel;
mod records;
mod return_types;
mod room;
mod run;
mod sandbox;
mod sentences;
mod signatures;
mod sysroot;
mod tests_in_file;
mod tokens;
mod toolchain;
mod with_checks;
mod without_checks;

use std::time::Instant;

pub use build_once::{BuildPermit, BuildProgress, BuildStep, Built};
pub use cache::cache_dir;
pub(crate) use checks::{Checks, ChecksError};
pub(crate) use dependencies::sources_digest;
pub use equipment::{Attempt, Judge};
pub(crate) use error::PlayError;
pub use error::{ExploringError, JudgeError};
pub(crate) use explore::{Asks, Played, Shortest, Stands, Turn};
pub use explorer::Explorer;
pub use sentences::not_explored;
pub(crate) use tokens::asks_about_types;
pub use toolchain::{OLDEST, SHARED_STD, Toolchain, ToolchainError};
pub(crate) use with_checks::{Playable, PlayableCheck};

use crate::kit::{Exercise, Kit};
use crate::process::Cancel;
use crate::temporary::TemporaryFolder;
use crate::verdict::{CheckResult, Judgement, Verdict};
use files::io_error;

impl Judge {
    /// Judges one attempt. `None` comes back only when it was cancelled.
    pub fn judge(&self, kit: &Kit, attempt: &Attempt, cancel: &Cancel) -> Option<Judgement> {
        self.judge_repeatedly(kit, attempt, 1, cancel)?.pop()
    }

    /// Builds an attempt once and runs its checks so many times, at least once: all judgements should say the same.
    pub fn judge_repeatedly(
        &self,
        kit: &Kit,
        attempt: &Attempt,
        times: usize,
        cancel: &Cancel,
    ) -> Option<Vec<Judgement>> {
        let started = Instant::now();
        let exercise = attempt.exercise;
        let judged = self.judge_in_own_folder(kit, attempt, times, cancel);
        let mut judgements = match judged {
            Ok(judgements) => judgements,
            Err(JudgeError::Cancelled) => return None,
            // What a cancelled step says of its end means nothing.
            Err(_) if cancel.is_cancelled() => return None,
            Err(error) => vec![
                Judgement {
                    reason: Some(error.in_full()),
                    ..Judgement::new(&exercise.name, Verdict::NotJudged)
                };
                times
            ],
        };
        for judgement in &mut judgements {
            judgement.nudges = nudges::nudges(exercise, judgement);
            judgement.elapsed = started.elapsed();
        }
        Some(judgements)
    }

    fn judge_in_own_folder(
        &self,
        kit: &Kit,
        attempt: &Attempt,
        times: usize,
        cancel: &Cancel,
    ) -> Result<Vec<Judgement>, JudgeError> {
        let exercise = attempt.exercise;
        let Some(text) = attempt.text else {
            let judgement = Judgement {
                reason: Some(sentences::file_is_missing(&exercise.path(), &exercise.name)),
                ..Judgement::new(&exercise.name, Verdict::DoesNotCompile)
            };
            return Ok(vec![judgement; times]);
        };
        let dir = TemporaryFolder::new().map_err(io_error(std::env::temp_dir()))?;
        let package = kit.package()?;
        let setup = self.set_up(attempt, text, &package, dir.path())?;
        match kit.checks(exercise)? {
            Some(_) if kit.has_checks_elsewhere(exercise) => {
                Ok(vec![checks_elsewhere::judge(&setup, cancel)?; times])
            }
            Some(checks) => with_checks::judge(self, &setup, kit, &checks, times, cancel),
            None => without_checks::judge(self, &setup, kit, times, cancel),
        }
    }
}

/// The checks of an exercise as they stand where none was run. Empty where the kit has no checks for it.
pub(crate) fn checks_not_run(
    kit: &Kit,
    exercise: &Exercise,
) -> Result<Vec<CheckResult>, JudgeError> {
    let Some(text) = kit.checks(exercise)? else {
        return Ok(Vec::new());
    };
    let path = exercise.checks_path();
    if kit.has_checks_elsewhere(exercise) {
        return Err(JudgeError::ChecksElsewhere(path));
    }
    let checks =
        Checks::parse(&text).map_err(|error| JudgeError::Checks(format!("{path}, {error}")))?;
    Ok(with_checks::outcomes::results(
        exercise,
        &checks.checks,
        &[],
    ))
}
