//! Judges an attempt by the kit's hidden checks.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::build::{Opinion, Site, blank, write};
use super::checks::{Check, Checks, Twin};
use super::compiler::{Compilation, Compiled};
use super::run::{Outcome, Program, SHOWN_OUTPUT};
use super::toolchain::EDITION;
use super::{JudgeError, sentences, signatures};
use crate::kit::{Exercise, Kit};
use crate::process::{Cancel, shorten};
use crate::verdict::{CheckResult, CheckStatus, Judgement, Verdict};

const ATTEMPT: [&str; 2] = ["--crate-name=exercise", "--crate-type=rlib"];
const ATTEMPT_LIBRARY: &str = "libexercise.rlib";

/// What became of building the attempt and its checks, and of running them.
enum Built {
    /// Code generation found what the first look could not.
    Rejected(Opinion),
    /// The checks do not compile against this attempt.
    CannotBeCalled,
    Ran(Vec<Outcome>),
}

struct Hidden<'a> {
    site: &'a Site<'a>,
    kit: &'a Kit,
    harness: &'a Path,
    checks: Checks,
}

/// Judges the attempt at `site` by `checks`, the text of its checks file.
pub(super) fn judge(
    site: &Site,
    kit: &Kit,
    checks: &str,
    harness: &Path,
    cancel: &Cancel,
) -> Result<Judgement, JudgeError> {
    let exercise = site.exercise;
    let path = exercise.checks_path();
    let checks =
        Checks::parse(checks).map_err(|error| JudgeError::Checks(format!("{path}, {error}")))?;
    write(&site.hidden_dir.join(&path), &checks.program)?;
    let hidden = Hidden {
        site,
        kit,
        harness,
        checks,
    };
    let building = cancel.child();
    let (opinion, built) = thread::scope(|scope| {
        let build = scope.spawn(|| hidden.build_and_run(&building));
        let opinion = site.opinion(&ATTEMPT, cancel);
        if !matches!(&opinion, Ok(Opinion { rejected: None, .. })) {
            building.cancel();
        }
        let built = build
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (opinion, built)
    });
    let mut opinion = opinion?;
    let mut outcomes = Vec::new();
    if opinion.rejected.is_none() {
        match built? {
            Built::Rejected(rejection) => opinion = rejection,
            Built::CannotBeCalled => {
                opinion.rejected = Some(Verdict::DoesNotCompile);
                opinion.reason = Some(hidden.what_to_keep(cancel)?);
            }
            Built::Ran(ran) => outcomes = ran,
        }
    }
    let verdict = opinion.rejected.unwrap_or_else(|| worst(&outcomes));
    Ok(Judgement {
        reason: opinion.reason,
        diagnostics: opinion.diagnostics,
        output: output(&outcomes),
        checks: results(exercise, &hidden.checks.checks, &outcomes),
        ..blank(exercise, verdict)
    })
}

/// The first check that does not hold decides, in the order in which the kit lists them.
fn worst(outcomes: &[Outcome]) -> Verdict {
    outcomes
        .iter()
        .map(|outcome| outcome.verdict)
        .find(|verdict| *verdict != Verdict::Passed)
        .unwrap_or(Verdict::Passed)
}

/// What the first failing check's run printed; of a pass, what all runs printed.
fn output(outcomes: &[Outcome]) -> String {
    let failing = outcomes
        .iter()
        .find(|outcome| outcome.verdict != Verdict::Passed);
    match failing {
        Some(outcome) => outcome.output.clone(),
        None => {
            let all: String = outcomes
                .iter()
                .map(|outcome| outcome.output.as_str())
                .collect();
            shorten(&all, SHOWN_OUTPUT)
        }
    }
}

fn results(exercise: &Exercise, checks: &[Check], outcomes: &[Outcome]) -> Vec<CheckResult> {
    checks
        .iter()
        .zip(points(exercise.points, checks.len()))
        .enumerate()
        .map(|(index, (check, max_points))| {
            let outcome = outcomes.get(index);
            CheckResult {
                name: check.name.clone(),
                description: check.description.clone(),
                status: match outcome.map(|outcome| outcome.verdict) {
                    None => CheckStatus::NotRun,
                    Some(Verdict::Passed) => CheckStatus::Passed,
                    Some(_) => CheckStatus::Failed,
                },
                message: outcome.and_then(|outcome| outcome.message.clone()),
                exploration: None,
                max_points,
            }
        })
        .collect()
}

/// One point a check, or the exercise's points shared out, the first checks getting what does not divide.
pub(super) fn points(total: Option<u32>, checks: usize) -> impl Iterator<Item = u32> {
    let count = u32::try_from(checks).unwrap_or(u32::MAX).max(1);
    let total = total.unwrap_or(count);
    (0..count).map(move |index| total / count + u32::from(index < total % count))
}

impl Hidden<'_> {
    fn library(&self) -> PathBuf {
        self.site.hidden_dir.join(ATTEMPT_LIBRARY)
    }

    fn build_and_run(&self, cancel: &Cancel) -> Result<Built, JudgeError> {
        let built = self.site.build(&ATTEMPT, &self.library(), cancel)?;
        if !built.succeeded() {
            return Ok(Built::Rejected(Opinion::of(built)?));
        }
        let binary = self.site.hidden_dir.join("checks.bin");
        let linked = self.build_checks(&self.library(), &binary, cancel)?;
        if !linked.succeeded() {
            // Tells a missing linker from checks that do not fit.
            Opinion::of(linked)?;
            return Ok(Built::CannotBeCalled);
        }
        let program = Program {
            binary,
            dir: self.site.run_dir.clone(),
            checks_file: self.site.exercise.checks_path(),
            loader: self.site.toolchain.loader_env(),
        };
        self.run_all(&program, cancel).map(Built::Ran)
    }

    fn build_checks(
        &self,
        attempt: &Path,
        binary: &Path,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        self.compile_hidden(&self.site.exercise.checks_path(), attempt)
            .with_crate("probes", self.harness)
            .args(["--crate-name=checks", "-Cprefer-dynamic", "-o"])
            .args([binary])
            .run(cancel)
    }

    fn compile_hidden(&self, file: &str, attempt: &Path) -> Compilation {
        let Site {
            toolchain,
            hidden_dir,
            ..
        } = self.site;
        Compilation::new(&toolchain.rustc, hidden_dir, file, EDITION)
            .with_crate("exercise", attempt)
            .args(["--cap-lints=allow"])
    }

    /// Runs the checks side by side, each in its own process.
    fn run_all(&self, program: &Program, cancel: &Cancel) -> Result<Vec<Outcome>, JudgeError> {
        let checks = &self.checks.checks;
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..workers.min(checks.len()) {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(check) = checks.get(index) else {
                            return;
                        };
                        let outcome = self.run_check(index, check, program, cancel);
                        outcomes
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push((index, outcome));
                    }
                });
            }
        });
        let mut outcomes = outcomes
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        outcomes.sort_by_key(|(index, _)| *index);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    fn run_check(
        &self,
        index: usize,
        check: &Check,
        program: &Program,
        cancel: &Cancel,
    ) -> Result<Outcome, JudgeError> {
        for (number, twin) in check.twins.iter().enumerate() {
            let file = format!("twin{index}_{number}.rs");
            if let Some(message) = self.try_twin(twin, &file, cancel)? {
                return Ok(Outcome::failed(message));
            }
        }
        program.run(&check.name, self.site.exercise, cancel)
    }

    /// What is wrong with the way the block compiles, or does not.
    fn try_twin(
        &self,
        twin: &Twin,
        file: &str,
        cancel: &Cancel,
    ) -> Result<Option<String>, JudgeError> {
        write(&self.site.hidden_dir.join(file), &twin.program)?;
        let compiled = self
            .compile_hidden(file, &self.library())
            .args(["--crate-name=twin", "--emit=metadata", "-o"])
            .args([format!("{file}.rmeta")])
            .run(cancel)?;
        let codes = || {
            let mut codes: Vec<&str> = compiled
                .errors()
                .map(|error| error.code.as_deref().unwrap_or("another error"))
                .collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        Ok(match &twin.code {
            None if compiled.succeeded() => None,
            None => {
                let first = compiled.errors().next();
                let said = first.map_or("", |error| error.message.as_str());
                Some(sentences::must_compile(said))
            }
            Some(code) if compiled.succeeded() => Some(sentences::must_not_compile(code)),
            Some(code) if codes() == [code.as_str()] => None,
            Some(code) => Some(sentences::rejected_otherwise(code, &codes().join(", "))),
        })
    }

    /// Words for an attempt that the checks cannot call. Whose fault it is, the kit's own solution tells.
    fn what_to_keep(&self, cancel: &Cancel) -> Result<String, JudgeError> {
        let solutions = self.kit.solutions(self.site.exercise)?;
        let Some((path, solution)) = solutions.first() else {
            return Ok(sentences::cannot_be_called(&[]));
        };
        write(&self.site.hidden_dir.join(path), solution)?;
        let library = self.site.hidden_dir.join("solution").join(ATTEMPT_LIBRARY);
        write(&library, "")?;
        let Site {
            toolchain,
            hidden_dir,
            ..
        } = self.site;
        let built = Compilation::new(&toolchain.rustc, hidden_dir, path, EDITION)
            .args(ATTEMPT)
            .args(["-Cprefer-dynamic", "--cap-lints=allow", "-o"])
            .args([&library])
            .run(cancel)?;
        let binary = hidden_dir.join("solution.bin");
        if built.succeeded() {
            let checked = self.build_checks(&library, &binary, cancel)?;
            if let Some(error) = checked.errors().next() {
                let line = error.line.unwrap_or_default();
                let checks = self.site.exercise.checks_path();
                return Err(JudgeError::Checks(format!(
                    "{checks}:{line}: {}",
                    error.message
                )));
            }
        }
        let attempt = String::from_utf8_lossy(self.site.text);
        Ok(sentences::cannot_be_called(&signatures::to_keep(
            solution, &attempt,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_are_shared_out_in_full() {
        assert_eq!(points(None, 3).collect::<Vec<_>>(), [1, 1, 1]);
        assert_eq!(points(Some(7), 3).collect::<Vec<_>>(), [3, 2, 2]);
        assert_eq!(points(Some(1), 2).collect::<Vec<_>>(), [1, 0]);
    }
}
