//! Judges an attempt the rustlings way, where the kit has no checks for it: by clippy, by its own `#[test]`s, and by its
//! `main`. It is compiled as cargo would compile it in the kit's package.

mod attempt;
mod endings;
mod explored;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread;

use super::build::{Opinion, Setup, only_errors};
use super::compiler::Compilation;
use super::parallel::joined;
use super::run::SHOWN_OUTPUT;
use super::toolchain::SHARED_STD;
use super::with_checks::outcomes::{points, unexplored};
use super::{Judge, JudgeError, room};
use crate::judge::files::io_error;
use crate::kit::Kit;
use crate::process::{self, Cancel, End, Finished, Job, shorten};
use crate::verdict::{Judgement, Verdict};
use attempt::{Tested, WithoutChecks, lay_out};
use endings::{MAX_OUTPUT, ending, libtest_checks, main_check, was_short};
use explored::Explored;

/// What is made of the file.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Tests,
    Main,
}

/// Judges the attempt of `setup` so many times.
pub(super) fn judge(
    judge: &Judge,
    setup: &Setup,
    kit: &Kit,
    times: usize,
    cancel: &Cancel,
) -> Result<Vec<Judgement>, JudgeError> {
    lay_out(kit, &setup.attempt_dir)?;
    let crates = setup.package.crates.as_ref();
    let dependencies = crates
        .map(|crates| judge.dependencies(crates, None, cancel, &mut |_| ()))
        .transpose()?;
    let judging = WithoutChecks {
        judge,
        setup,
        kit,
        dependencies,
    };
    let judged = (0..times).map(|_| {
        let mut judgement = judging.judge(cancel)?;
        let shares = points(setup.exercise.points, judgement.checks.len());
        for (check, share) in judgement.checks.iter_mut().zip(shares) {
            check.max_points = share;
        }
        Ok(judgement)
    });
    judged.collect()
}

impl WithoutChecks<'_> {
    fn judge(&self, cancel: &Cancel) -> Result<Judgement, JudgeError> {
        let mut no_explorer = None;
        let mut judgement = self.by_tests_and_main(&mut no_explorer, cancel)?;
        if let Some(error) = no_explorer {
            unexplored(&mut judgement, &error);
        }
        Ok(judgement)
    }

    /// Leaves in `no_explorer` why the tests ran on real threads only, if that is not what the kit wants.
    fn by_tests_and_main(
        &self,
        no_explorer: &mut Option<JudgeError>,
        cancel: &Cancel,
    ) -> Result<Judgement, JudgeError> {
        let setup = self.setup;
        // Clippy looks at tests too, even where they are not run.
        let compile = |it| self.as_cargo_would(it, Target::Tests);
        let opinion = setup.opinion(&self.reads(), compile, true, cancel)?;
        let mut judgement = Judgement {
            reason: opinion.reason,
            diagnostics: opinion.diagnostics,
            may_be_load: opinion.may_be_load,
            ..Judgement::new(
                &setup.exercise.name,
                opinion.rejected.unwrap_or(Verdict::Passed),
            )
        };
        if opinion.rejected.is_some() {
            return Ok(judgement);
        }
        if setup.exercise.test {
            let running = cancel.child();
            let (tested, explored) = thread::scope(|scope| {
                let explored = scope.spawn(|| self.explore(&running, cancel));
                (self.test(&running), joined(explored))
            });
            let tested = match tested {
                Err(JudgeError::Cancelled) if !cancel.is_cancelled() => None,
                tested => match tested? {
                    Ok(tested) => Some(tested),
                    Err(rejection) => return Ok(rejected(judgement, rejection)),
                },
            };
            let failed = |it: &Tested| it.verdict != Verdict::Passed;
            let explored = match explored {
                // What broke off unsays no failure.
                Err(JudgeError::Exploring(_)) if tested.as_ref().is_some_and(failed) => {
                    Explored::NotAsked
                }
                explored => explored?,
            };
            *no_explorer = explored::combine(&mut judgement, tested, explored);
            if judgement.verdict != Verdict::Passed {
                return Ok(judgement);
            }
        }
        let binary = match self.build(Target::Main, cancel)? {
            Ok(binary) => binary,
            Err(rejection) => return Ok(rejected(judgement, rejection)),
        };
        let (finished, printed) = self.run(&binary, cancel)?;
        let (verdict, message) = ending(&finished, &printed, setup.exercise);
        judgement.may_be_load |= was_short(&finished, &printed);
        judgement.checks.push(main_check(verdict, message));
        judgement.output = shorten(&(judgement.output + &printed), SHOWN_OUTPUT);
        judgement.verdict = verdict;
        Ok(judgement)
    }

    /// Runs the tests; or else what is wrong with the attempt.
    fn test(&self, cancel: &Cancel) -> Result<Result<Tested, Opinion>, JudgeError> {
        let binary = match self.build(Target::Tests, cancel)? {
            Ok(binary) => binary,
            Err(rejection) => return Ok(Err(rejection)),
        };
        let (finished, printed) = self.run(&binary, cancel)?;
        let (verdict, reason) = ending(&finished, &printed, self.setup.exercise);
        Ok(Ok(Tested {
            verdict,
            reason,
            checks: libtest_checks(&printed),
            output: shorten(&printed, SHOWN_OUTPUT),
            may_be_load: was_short(&finished, &printed),
        }))
    }

    /// With the arguments and variables that cargo would give.
    fn as_cargo_would(&self, compilation: Compilation, target: Target) -> Compilation {
        let package = self.setup.package;
        let kind = match target {
            Target::Tests => "--test",
            Target::Main => "--crate-type=bin",
        };
        compilation
            .args([format!("--crate-name={}", self.setup.exercise.name)])
            .args([kind])
            .args(&package.profile)
            .args(&package.lints)
            .args(self.linked_with(target))
            .env(self.env())
    }

    /// Where the crates lie that it is compiled with.
    fn reads(&self) -> Vec<PathBuf> {
        let dependencies = self.dependencies.iter();
        dependencies.map(|them| them.dir().to_owned()).collect()
    }

    /// What has the compiler link with what the kit depends on.
    fn linked_with(&self, target: Target) -> Vec<OsString> {
        let dependencies = self.dependencies.as_ref();
        let args = dependencies.map(|them| them.args(target == Target::Tests));
        args.unwrap_or_default()
    }

    /// Builds a program; or else what is wrong with the attempt.
    fn build(
        &self,
        target: Target,
        cancel: &Cancel,
    ) -> Result<Result<PathBuf, Opinion>, JudgeError> {
        let setup = self.setup;
        let binary = setup.built_dir.join(match target {
            Target::Tests => "tests",
            Target::Main => "main",
        });
        let compilation = setup.compile(&setup.toolchain.rustc, &setup.attempt_dir, &self.reads());
        let compilation = self.as_cargo_would(compilation, target);
        // The standard library that can be shared unwinds. Tests always do.
        let ending = if target == Target::Main && setup.package.panic_aborts {
            "-Cpanic=abort"
        } else {
            SHARED_STD
        };
        let built = compilation
            .args([ending, "-o"])
            .args([&binary])
            .run(cancel)?;
        Ok(if built.succeeded() {
            Ok(binary)
        } else {
            Err(Opinion::of(built)?)
        })
    }

    fn run(&self, binary: &Path, cancel: &Cancel) -> Result<(Finished, String), JudgeError> {
        let setup = self.setup;
        let mut env = self.env();
        env.extend(room::env(setup.toolchain));
        let folder = tempfile::tempdir_in(&setup.run_dir).map_err(io_error(&setup.run_dir))?;
        let beside = Some(setup.attempt_dir.as_path());
        let sandbox = setup.sandbox;
        let confined = sandbox.running(setup.toolchain, binary, folder.path(), beside);
        let job = Job {
            program: binary.to_owned(),
            args: Vec::new(),
            // As with cargo, relative paths begin where the kit does.
            current_dir: setup.attempt_dir.clone(),
            env_remove: room::env_remove(),
            env,
            stdin: Vec::new(),
            deadline: setup.exercise.time_limit,
            max_stdout: MAX_OUTPUT,
            max_stderr: MAX_OUTPUT,
            max_memory: Some(room::address_space(
                setup.exercise,
                setup.exercise.memory_mb,
            )),
            confined,
        };
        let finished = process::run_without_input(&job, cancel)?;
        if finished.end == End::Cancelled {
            return Err(JudgeError::Cancelled);
        }
        let printed = [&finished.stdout, &finished.stderr]
            .map(|bytes| String::from_utf8_lossy(bytes))
            .concat();
        Ok((finished, printed))
    }

    /// The variables of cargo's that a crate, or its tests, may read.
    fn env(&self) -> Vec<(String, OsString)> {
        let Setup {
            package, exercise, ..
        } = self.setup;
        [
            ("CARGO_MANIFEST_DIR", self.setup.attempt_dir.clone().into()),
            ("CARGO_PKG_NAME", package.name.clone().into()),
            ("CARGO_PKG_VERSION", package.version.clone().into()),
            ("CARGO_BIN_NAME", exercise.name.clone().into()),
            ("CARGO_CRATE_NAME", exercise.name.clone().into()),
        ]
        .map(|(name, value): (&str, OsString)| (name.to_owned(), value))
        .into()
    }
}

fn rejected(judgement: Judgement, rejection: Opinion) -> Judgement {
    Judgement {
        verdict: rejection.rejected.unwrap_or(Verdict::DoesNotCompile),
        diagnostics: only_errors(rejection.diagnostics),
        ..judgement
    }
}
