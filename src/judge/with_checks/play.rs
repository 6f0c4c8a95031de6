//! Builds an attempt with its checks once, for somebody who decides how their threads take turns.

use super::{Explorable, WithChecks};
use crate::judge::explore::{Played, Sources};
use crate::judge::files::io_error;
use crate::judge::run::Program;
use crate::judge::{Attempt, Judge, JudgeError, PlayError};
use crate::kit::{Exercise, Kit};
use crate::process::Cancel;
use crate::temporary::TemporaryFolder;
use crate::trace::Trace;
use crate::trace::choice::Choice;

/// An attempt that can be played. Its folder goes with it.
pub(crate) struct Playable<'a> {
    _dir: TemporaryFolder,
    program: Program<'a>,
    exercise: &'a Exercise,
    attempt: String,
    text: String,
    checks: Vec<PlayableCheck>,
}

/// One of its checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlayableCheck {
    /// Its name.
    pub(crate) name: String,
    /// The sentence that a student reads.
    pub(crate) description: String,
}

impl Judge {
    /// Builds an attempt to be played.
    pub(crate) fn playable<'a>(
        &'a self,
        kit: &'a Kit,
        attempt: &Attempt<'a>,
        cancel: &Cancel,
    ) -> Result<Playable<'a>, PlayError> {
        let exercise = attempt.exercise;
        let not_built = || PlayError::NotBuilt(exercise.name.clone());
        let text = attempt.text.ok_or_else(not_built)?;
        if !kit.is_explored(exercise) || kit.has_checks_elsewhere(exercise) {
            return Err(PlayError::NotExplored(exercise.name.clone()));
        }
        let Some(checks) = kit.checks(exercise).map_err(JudgeError::from)? else {
            return Err(PlayError::NotExplored(exercise.name.clone()));
        };
        let dir = TemporaryFolder::new().map_err(io_error(std::env::temp_dir()))?;
        let package = kit.package().map_err(JudgeError::from)?;
        let setup = self.set_up(attempt, text, &package, dir.path())?;
        if setup.says_unsafe() {
            return Err(not_built());
        }
        let judging = WithChecks::new(self, &setup, kit, &checks, cancel)?;
        let program = match judging.build_explorable(cancel) {
            Ok(Explorable::Built(program)) => program,
            Ok(Explorable::NotAsked) => {
                return Err(PlayError::NotExplored(exercise.name.clone()));
            }
            // Whoever judges it tells why.
            Ok(Explorable::Rejected(_)) | Err(JudgeError::Exploring(_)) => {
                return Err(not_built());
            }
            Ok(Explorable::Unavailable(error)) | Err(error) => return Err(error.into()),
        };
        let playable = judging.checks.checks.iter();
        Ok(Playable {
            program: Program {
                binary: program.binary,
                dir: program.dir,
                beside: program.beside,
                checks_file: program.checks_file,
                is_alone: program.is_alone,
                has_real_arc: program.has_real_arc,
                line_tables: program.line_tables,
                toolchain: &self.toolchain,
                sandbox: &self.sandbox,
            },
            exercise,
            attempt: String::from_utf8_lossy(text).into_owned(),
            checks: playable
                .map(|check| PlayableCheck {
                    name: check.name.clone(),
                    description: check.description.clone(),
                })
                .collect(),
            text: checks,
            _dir: dir,
        })
    }
}

impl Playable<'_> {
    /// Its checks, in order.
    pub(crate) fn checks(&self) -> &[PlayableCheck] {
        &self.checks
    }

    /// Lets one of them run as the choices say, up to where they end.
    pub(crate) fn play(
        &self,
        check: &PlayableCheck,
        choices: &[Choice],
        cancel: &Cancel,
    ) -> Result<Played, PlayError> {
        let (path, checks_path) = (self.exercise.path(), self.exercise.checks_path());
        let sources = Sources::new((&path, &self.attempt), (&checks_path, &self.text));
        let played = self
            .program
            .play(&check.name, choices, self.exercise, &sources, cancel)?;
        Ok(Played {
            trace: Trace {
                description: check.description.clone(),
                ..played.trace
            },
            ..played
        })
    }
}
