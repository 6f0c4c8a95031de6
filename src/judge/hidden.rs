//! Judges an attempt by the kit's hidden checks: on real threads, and in every interleaving. Both are built and run side by
//! side with the compiler's opinion.

mod twins;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::build::{Opinion, Site, blank, write};
use super::checks::{Check, Checks};
use super::compiler::{Compilation, Compiled};
use super::explore::Sources;
use super::explorer::Explorer;
use super::run::{Outcome, Program, SHOWN_OUTPUT};
use super::toolchain::EDITION;
use super::{Judge, JudgeError, sentences};
use crate::kit::{Exercise, Explore, Kit};
use crate::process::{Cancel, shorten};
use crate::verdict::{CheckResult, CheckStatus, Exploration, Judgement, Verdict};

const ATTEMPT: [&str; 2] = ["--crate-name=exercise", "--crate-type=rlib"];
const ATTEMPT_LIBRARY: &str = "libexercise.rlib";

/// What became of building the attempt and its checks, and of running them.
enum Built {
    /// Code generation found what the first look could not.
    Rejected(Opinion),
    /// The checks do not compile against this attempt.
    CannotBeCalled,
    /// `None` for a check whose outcome nobody needed any more.
    Ran(Vec<Option<Outcome>>),
}

/// What became of exploring.
enum Explored {
    /// The kit does not want it.
    NotAsked,
    /// There is no explorer, for this reason.
    Unavailable(String),
    /// The attempt uses what cannot be explored.
    NotModelled(String),
    Ran(Vec<Result<Outcome, JudgeError>>),
}

struct Hidden<'a> {
    judge: &'a Judge,
    site: &'a Site<'a>,
    kit: &'a Kit,
    harness: PathBuf,
    /// The checks file.
    text: &'a str,
    checks: Checks,
    /// By check: ends its run on real threads when exploring has decided already.
    runs: Vec<Cancel>,
}

/// Judges the attempt at `site` by `checks`, the text of its checks file.
pub(super) fn judge(
    judge: &Judge,
    site: &Site,
    kit: &Kit,
    text: &str,
    cancel: &Cancel,
) -> Result<Judgement, JudgeError> {
    let exercise = site.exercise;
    let path = exercise.checks_path();
    let checks =
        Checks::parse(text).map_err(|error| JudgeError::Checks(format!("{path}, {error}")))?;
    write(&site.hidden_dir.join(&path), &checks.program)?;
    let building = cancel.child();
    let hidden = Hidden {
        judge,
        site,
        kit,
        harness: judge.harness(cancel)?.library(),
        text,
        runs: checks.checks.iter().map(|_| building.child()).collect(),
        checks,
    };
    let (opinion, built, explored) = thread::scope(|scope| {
        let build = scope.spawn(|| hidden.build_and_run(&building));
        let explore = scope.spawn(|| hidden.build_and_explore(&building));
        let opinion = site.opinion(&ATTEMPT, cancel);
        if !matches!(&opinion, Ok(Opinion { rejected: None, .. })) {
            building.cancel();
        }
        (opinion, joined(build), joined(explore))
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
            Built::Ran(ran) => match explored? {
                Explored::NotAsked => outcomes = ran.into_iter().flatten().collect(),
                Explored::Unavailable(reason) => {
                    outcomes = ran.into_iter().flatten().collect();
                    opinion.reason = Some(reason);
                }
                Explored::NotModelled(reason) => {
                    opinion.rejected = Some(Verdict::BreaksRules);
                    opinion.reason = Some(reason);
                }
                Explored::Ran(explored) => {
                    let both = ran.into_iter().zip(explored);
                    outcomes = both
                        .map(|(ran, explored)| combined(ran, explored))
                        .collect::<Result<_, _>>()?;
                }
            },
        }
    }
    let deciding = outcomes
        .iter()
        .position(|outcome| outcome.verdict != Verdict::Passed);
    let verdict = opinion
        .rejected
        .unwrap_or_else(|| deciding.map_or(Verdict::Passed, |index| outcomes[index].verdict));
    Ok(Judgement {
        reason: opinion.reason,
        diagnostics: opinion.diagnostics,
        output: output(&outcomes),
        exploration: all_together(&outcomes),
        checks: results(exercise, &hidden.checks.checks, &outcomes),
        trace: deciding.and_then(|index| outcomes.swap_remove(index).trace),
        ..blank(exercise, verdict)
    })
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What both say of a check. A pass needs both.
fn combined(
    ran: Option<Outcome>,
    explored: Result<Outcome, JudgeError>,
) -> Result<Outcome, JudgeError> {
    match (ran, explored) {
        // Code that must not compile and does is wrong before it runs.
        (Some(ran), _) if ran.is_about_types => Ok(ran),
        // Real threads came to an end, while exploring did not.
        (Some(ran), Ok(explored))
            if explored.verdict == Verdict::TimesOut
                && !matches!(ran.verdict, Verdict::Passed | Verdict::TimesOut) =>
        {
            Ok(ran)
        }
        (_, Ok(explored)) if explored.verdict != Verdict::Passed => Ok(explored),
        (Some(ran), Ok(explored)) if ran.verdict == Verdict::Passed => Ok(Outcome {
            verdict: ran.verdict,
            message: ran.message,
            // The same every time, where real threads print as it comes.
            ..explored
        }),
        (Some(ran), Ok(explored)) => Ok(Outcome {
            exploration: explored.exploration,
            ..ran
        }),
        (Some(ran), Err(_)) if ran.verdict != Verdict::Passed => Ok(ran),
        (_, Err(error)) => Err(error),
        (None, Ok(explored)) => Ok(explored),
    }
}

/// What was covered of all checks.
fn all_together(outcomes: &[Outcome]) -> Option<Exploration> {
    outcomes
        .iter()
        .filter_map(|outcome| outcome.exploration)
        .reduce(|one, other| Exploration {
            schedules: one.schedules + other.schedules,
            exhaustive: one.exhaustive && other.exhaustive,
            preemptions: match (one.exhaustive, other.exhaustive) {
                // Whatever was covered wholly sets no limit.
                (true, false) => other.preemptions,
                (false, true) => one.preemptions,
                (true, true) => one.preemptions.max(other.preemptions),
                (false, false) => one.preemptions.min(other.preemptions),
            },
            random: one.random + other.random,
            left_running: one.left_running || other.left_running,
        })
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
                exploration: outcome.and_then(|outcome| outcome.exploration),
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
        let built = self.site.build(&ATTEMPT, &[], &self.library(), cancel)?;
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
        let program = self.program(binary);
        let outcomes = self.for_all(|index, check| self.run_check(index, check, &program, cancel));
        outcomes
            .into_iter()
            .collect::<Result<_, _>>()
            .map(Built::Ran)
    }

    fn build_and_explore(&self, cancel: &Cancel) -> Result<Explored, JudgeError> {
        let Some(explore) = &self.site.exercise.explore else {
            return Ok(Explored::NotAsked);
        };
        let explorer = match self.judge.prepare_explorer(cancel, &mut |_| ()) {
            Ok(explorer) => explorer,
            Err(JudgeError::Cancelled) => return Err(JudgeError::Cancelled),
            Err(error) => return Ok(Explored::Unavailable(sentences::not_explored(&error))),
        };
        let dir = self.site.hidden_dir.join("explored");
        let library = dir.join(ATTEMPT_LIBRARY);
        write(&library, "")?;
        let stand_in = explorer.args();
        let built = self.site.build(&ATTEMPT, &stand_in, &library, cancel)?;
        if !built.succeeded() {
            return not_modelled(&built);
        }
        let binary = dir.join("checks.bin");
        let linked = self.build_explored_checks(&explorer, &library, &binary, cancel)?;
        if !linked.succeeded() {
            return Err(JudgeError::Exploring(linked.gist()));
        }
        Ok(Explored::Ran(self.explore_all(binary, explore, cancel)))
    }

    fn explore_all(
        &self,
        binary: PathBuf,
        explore: &Explore,
        cancel: &Cancel,
    ) -> Vec<Result<Outcome, JudgeError>> {
        let exercise = self.site.exercise;
        let (path, checks_path) = (exercise.path(), exercise.checks_path());
        let attempt = String::from_utf8_lossy(self.site.text);
        let sources = Sources::new((&path, &attempt), (&checks_path, self.text));
        let program = self.program(binary);
        self.for_all(|index, check| {
            let outcome = program.explore(&check.name, exercise, explore, &sources, cancel);
            if let Ok(outcome) = &outcome
                && !matches!(outcome.verdict, Verdict::Passed | Verdict::TimesOut)
            {
                self.runs[index].cancel();
            }
            outcome
        })
    }

    fn program(&self, binary: PathBuf) -> Program {
        Program {
            binary,
            dir: self.site.run_dir.clone(),
            checks_file: self.site.exercise.checks_path(),
            loader: self.site.toolchain.loader_env(),
        }
    }

    fn build_checks(
        &self,
        attempt: &Path,
        binary: &Path,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        self.link(attempt, &self.harness, &[], binary, cancel)
    }

    fn build_explored_checks(
        &self,
        explorer: &Explorer,
        attempt: &Path,
        binary: &Path,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        self.link(attempt, &explorer.probes, &explorer.args(), binary, cancel)
    }

    fn link(
        &self,
        attempt: &Path,
        probes: &Path,
        more: &[OsString],
        binary: &Path,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        self.compile_hidden(&self.site.exercise.checks_path(), attempt)
            .with_crate("probes", probes)
            .args(more.iter().cloned())
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

    /// Does something with all checks side by side. What comes back is in their order.
    fn for_all<T: Send>(&self, work: impl Fn(usize, &Check) -> T + Sync) -> Vec<T> {
        let checks = &self.checks.checks;
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let results = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..workers.min(checks.len()) {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(check) = checks.get(index) else {
                            return;
                        };
                        let result = work(index, check);
                        results
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push((index, result));
                    }
                });
            }
        });
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_by_key(|(index, _)| *index);
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// `None` comes back when exploring was faster to find what is wrong.
    fn run_check(
        &self,
        index: usize,
        check: &Check,
        program: &Program,
        cancel: &Cancel,
    ) -> Result<Option<Outcome>, JudgeError> {
        for (number, twin) in check.twins.iter().enumerate() {
            let file = format!("twin{index}_{number}.rs");
            if let Some(message) = self.try_twin(twin, &file, cancel)? {
                return Ok(Some(Outcome {
                    is_about_types: true,
                    ..Outcome::failed(message)
                }));
            }
        }
        match program.run(&check.name, self.site.exercise, &self.runs[index]) {
            Err(JudgeError::Cancelled) if !cancel.is_cancelled() => Ok(None),
            outcome => outcome.map(Some),
        }
    }
}

/// An attempt that builds with the real library and not with the stand-in uses something that the stand-in leaves out,
/// or something that it should have.
fn not_modelled(built: &Compiled) -> Result<Explored, JudgeError> {
    // "unresolved import", "failed to resolve", "cannot find"
    const LEFT_OUT: [&str; 4] = ["E0432", "E0433", "E0425", "E0412"];
    let Some(error) = built.errors().next() else {
        return Err(JudgeError::Exploring(built.gist()));
    };
    let place = match (&error.file, error.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        _ => "the attempt".to_owned(),
    };
    let is_left_out = error
        .code
        .as_ref()
        .is_some_and(|code| LEFT_OUT.contains(&code.as_str()));
    if is_left_out {
        let reason = sentences::cannot_be_explored(&place, &error.message);
        Ok(Explored::NotModelled(reason))
    } else {
        Err(JudgeError::Exploring(format!("{place}: {}", error.message)))
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
