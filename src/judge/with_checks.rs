//! Judges an attempt by the kit's hidden checks: on real threads, and in every interleaving. Both are built and run side by
//! side with the compiler's opinion.

mod compile_tests;
pub(super) mod not_modelled;
pub(super) mod outcomes;
mod play;
mod steps;

use std::path::{Path, PathBuf};
use std::thread;

use super::build::{Opinion, Setup};
use super::checks::{Check, Checks};
use super::compiler::{BUILD, Compilation, Compiled, assertions, line_tables};
use super::explore::{Sources, has_real_arc};
use super::explorer::Explorer;
use super::parallel::{for_all, joined};
use super::run::{Outcome, Program};
use super::{ExploringError, Judge, JudgeError, return_types};
use crate::judge::files::write;
use crate::kit::Kit;
use crate::process::Cancel;
use crate::trace::Trace;
use crate::verdict::{Judgement, Verdict};
use not_modelled::not_modelled;
use outcomes::{all_together, combined, output, results, unexplored};
pub(crate) use play::{Playable, PlayableCheck};

const ATTEMPT: [&str; 2] = ["--crate-name=exercise", "--crate-type=rlib"];
const ATTEMPT_LIBRARY: &str = "libexercise.rlib";
const ATTEMPT_TYPES: &str = "libexercise.rmeta";

/// What became of building the attempt and its checks, and of running them.
enum Built<'a> {
    /// Code generation found what the first look could not.
    Rejected(Opinion),
    /// The checks do not compile against this attempt.
    CannotBeCalled(Compiled),
    /// `None` for a check whose outcome nobody needed any more, and for the program where that is so of all of them.
    Ran(Option<Program<'a>>, Vec<Option<Outcome>>),
}

/// The program that explores an attempt, if there is one.
enum Explorable<'a> {
    /// The kit does not want it.
    NotAsked,
    /// There is no explorer.
    Unavailable(JudgeError),
    /// The attempt uses what cannot be explored, or does not compile.
    Rejected(Compiled),
    Built(Program<'a>),
}

/// What became of exploring.
enum Explored<'a> {
    /// The kit does not want it.
    NotAsked,
    /// There is no explorer.
    Unavailable(JudgeError),
    /// The attempt uses what cannot be explored.
    NotModelled(String),
    Ran(Program<'a>, Vec<Result<Outcome, JudgeError>>),
}

struct WithChecks<'a> {
    judge: &'a Judge,
    setup: &'a Setup<'a>,
    harness: PathBuf,
    /// The checks file.
    text: &'a str,
    checks: Checks,
    /// The kit's own, as `(path, text)`.
    solutions: Vec<(String, String)>,
}

/// By check: ends its run on real threads when exploring has decided already.
type Runs = Vec<Cancel>;

/// Judges the attempt of `setup` by `checks`, the text of its checks file. It is built once and run so many times.
pub(super) fn judge(
    judge: &Judge,
    setup: &Setup,
    kit: &Kit,
    text: &str,
    times: usize,
    cancel: &Cancel,
) -> Result<Vec<Judgement>, JudgeError> {
    let exercise = setup.exercise;
    let building = cancel.child();
    let judging = WithChecks::new(judge, setup, kit, text, cancel)?;
    let runs = judging.runs(&building);
    let (mut opinion, built, explored) = if judge.is_for_many {
        judging.one_after_another(&runs, &building)?
    } else {
        judging.in_parallel(&runs, &building, cancel)?
    };
    if opinion.rejected.is_some() {
        return Ok(vec![judging.judgement(opinion, Vec::new()); times]);
    }
    let (program, ran) = match built? {
        Built::Rejected(rejection) => {
            return Ok(vec![judging.judgement(rejection, Vec::new()); times]);
        }
        Built::CannotBeCalled(linked) => {
            opinion.rejected = Some(Verdict::DoesNotCompile);
            let start = kit.start(exercise).unwrap_or_default();
            let attempt = String::from_utf8_lossy(setup.text);
            let errors = linked.errors_about(&exercise.path(), &attempt);
            // What has no place in the attempt is told in words.
            let unplaced = linked.errors().next().filter(|_| errors.is_empty());
            opinion.reason = Some(judging.what_to_keep(&start, unplaced, cancel)?);
            opinion.diagnostics.extend(errors);
            return Ok(vec![judging.judgement(opinion, Vec::new()); times]);
        }
        Built::Ran(program, ran) => (program, ran),
    };
    let (exploring, explored) = match explored? {
        Explored::Ran(exploring, explored) => (exploring, explored),
        Explored::NotModelled(reason) => {
            opinion.rejected = Some(Verdict::BreaksRules);
            opinion.reason = Some(reason);
            return Ok(vec![judging.judgement(opinion, Vec::new()); times]);
        }
        not_explored => {
            let outcomes = ran.into_iter().flatten().collect();
            let mut judgement = judging.judgement(opinion, outcomes);
            if let Explored::Unavailable(error) = not_explored {
                unexplored(&mut judgement, &error);
            }
            return Ok(vec![judgement; times]);
        }
    };
    let attempt = String::from_utf8_lossy(setup.text);
    let mut judgements =
        vec![judging.judgement(opinion.clone(), combined(ran, explored, &attempt)?)];
    for _ in 1..times {
        let runs = judging.runs(cancel);
        let (ran, explored) = thread::scope(|scope| {
            let run = scope.spawn(|| match &program {
                Some(program) => judging.run_all(program, &runs, cancel),
                None => Ok(judging.no_outcomes()),
            });
            let explored = judging.explore_all(&exploring, &runs, cancel);
            (joined(run), explored)
        });
        judgements.push(judging.judgement(opinion.clone(), combined(ran?, explored, &attempt)?));
    }
    Ok(judgements)
}

/// What an attempt must keep to.
pub(super) fn with_rules(setup: &Setup, compilation: Compilation) -> Compilation {
    let compilation = compilation.args(ATTEMPT).args(["-Funsafe_code"]);
    if setup.toolchain.clippy.is_some() {
        // Some of clippy's lints are errors by themselves; only a strict exercise wants that.
        compilation.args(["-Wclippy::all"])
    } else {
        compilation
    }
}

impl<'a> WithChecks<'a> {
    /// Writes the checks where they are compiled.
    fn new(
        judge: &'a Judge,
        setup: &'a Setup<'a>,
        kit: &Kit,
        text: &'a str,
        cancel: &Cancel,
    ) -> Result<Self, JudgeError> {
        let exercise = setup.exercise;
        let path = exercise.checks_path();
        let checks =
            Checks::parse(text).map_err(|error| JudgeError::Checks(format!("{path}, {error}")))?;
        let solutions = kit.solutions(exercise)?;
        let texts: Vec<&str> = solutions.iter().map(|(_, text)| &**text).collect();
        let program = checks.program.clone() + &return_types::assertions(text, &texts);
        write(&setup.hidden_dir.join(&path), &program)?;
        Ok(WithChecks {
            judge,
            setup,
            harness: judge.harness(cancel)?.library(),
            text,
            checks,
            solutions,
        })
    }

    fn library(&self) -> PathBuf {
        self.setup.built_dir.join(ATTEMPT_LIBRARY)
    }

    fn no_outcomes(&self) -> Vec<Option<Outcome>> {
        self.checks.checks.iter().map(|_| None).collect()
    }

    fn runs(&self, cancel: &Cancel) -> Runs {
        let checks = self.checks.checks.iter();
        checks.map(|_| cancel.child()).collect()
    }

    fn judgement(&self, opinion: Opinion, mut outcomes: Vec<Outcome>) -> Judgement {
        let exercise = self.setup.exercise;
        let deciding = outcomes
            .iter()
            .position(|outcome| outcome.verdict != Verdict::Passed);
        let verdict = opinion
            .rejected
            .unwrap_or_else(|| deciding.map_or(Verdict::Passed, |index| outcomes[index].verdict));
        let our_failure = deciding
            .filter(|_| verdict == Verdict::NotJudged)
            .and_then(|index| outcomes[index].message.take());
        let may_be_load = verdict == Verdict::NotJudged
            || opinion.may_be_load
            || outcomes.iter().any(|outcome| outcome.may_be_load);
        Judgement {
            may_be_load,
            reason: opinion.reason.or(our_failure),
            diagnostics: opinion.diagnostics,
            output: output(&outcomes),
            exploration: all_together(&outcomes),
            checks: results(exercise, &self.checks.checks, &outcomes),
            trace: deciding.and_then(|index| {
                let trace = outcomes.swap_remove(index).trace?;
                let description = self.checks.checks[index].description.clone();
                Some(Trace {
                    description,
                    ..trace
                })
            }),
            ..Judgement::new(&exercise.name, verdict)
        }
    }

    fn build_and_run(
        &self,
        is_built: bool,
        runs: &Runs,
        cancel: &Cancel,
    ) -> Result<Built<'a>, JudgeError> {
        let library = self.library();
        if !is_built {
            let built = self.setup.build(&ATTEMPT, None, &library, cancel)?;
            if !built.succeeded() {
                return Ok(Built::Rejected(Opinion::of(built)?));
            }
        }
        let linked = self.link(&library, None, cancel)?;
        if !linked.succeeded() {
            // Tells a missing linker from checks that do not fit.
            Opinion::of(linked.clone())?;
            return Ok(Built::CannotBeCalled(linked));
        }
        let program = self.program(None);
        let outcomes = self.run_all(&program, runs, cancel)?;
        Ok(Built::Ran(Some(program), outcomes))
    }

    fn run_all(
        &self,
        program: &Program,
        runs: &Runs,
        cancel: &Cancel,
    ) -> Result<Vec<Option<Outcome>>, JudgeError> {
        let run =
            |index, check: &Check| self.run_check(index, check, program, &runs[index], cancel);
        for_all(&self.checks.checks, run).into_iter().collect()
    }

    fn build_and_explore(&self, runs: &Runs, cancel: &Cancel) -> Result<Explored<'a>, JudgeError> {
        let program = match self.build_explorable(cancel)? {
            Explorable::NotAsked => return Ok(Explored::NotAsked),
            Explorable::Unavailable(error) => return Ok(Explored::Unavailable(error)),
            Explorable::Rejected(built) => {
                let reason = not_modelled(&built)?;
                // Nothing of such an attempt counts, so nothing of it runs.
                runs.iter().for_each(Cancel::cancel);
                return Ok(Explored::NotModelled(reason));
            }
            Explorable::Built(program) => program,
        };
        let outcomes = self.explore_all(&program, runs, cancel);
        Ok(Explored::Ran(program, outcomes))
    }

    fn build_explorable(&self, cancel: &Cancel) -> Result<Explorable<'a>, JudgeError> {
        if self.setup.exercise.explore.is_none() {
            return Ok(Explorable::NotAsked);
        }
        let explorer = match self.judge.explorer_for_attempt(cancel)? {
            Ok(explorer) => explorer,
            Err(error) => return Ok(Explorable::Unavailable(error)),
        };
        let dir = self.setup.built_dir.join("explored");
        let library = dir.join(ATTEMPT_LIBRARY);
        write(&library, "")?;
        let attempt = String::from_utf8_lossy(self.setup.text);
        let line_tables = line_tables(&attempt);
        let args: Vec<&str> = ATTEMPT.into_iter().chain(line_tables).collect();
        let built = self.setup.build(&args, Some(&explorer), &library, cancel)?;
        if !built.succeeded() {
            return Ok(Explorable::Rejected(built));
        }
        let linked = self.link(&library, Some(&explorer), cancel)?;
        if !linked.succeeded() {
            let said = linked.gist();
            return Err(JudgeError::Exploring(ExploringError::DoesNotBuild(said)));
        }
        Ok(Explorable::Built(Program {
            line_tables: line_tables.is_some(),
            ..self.program(Some(&explorer))
        }))
    }

    fn explore_all(
        &self,
        program: &Program,
        runs: &Runs,
        cancel: &Cancel,
    ) -> Vec<Result<Outcome, JudgeError>> {
        let exercise = self.setup.exercise;
        let (path, checks_path) = (exercise.path(), exercise.checks_path());
        let attempt = String::from_utf8_lossy(self.setup.text);
        let sources = Sources::new((&path, &attempt), (&checks_path, self.text));
        let explorations = self.runs(cancel);
        let mut outcomes = for_all(&self.checks.checks, |index, check| {
            let cancel = &explorations[index];
            if cancel.is_cancelled() {
                return Err(JudgeError::Cancelled);
            }
            let outcome = program.explore(&check.name, exercise, &sources, cancel);
            if is_decided(&outcome) {
                runs[index].cancel();
                if self.judge.is_for_verdicts {
                    explorations[index + 1..].iter().for_each(Cancel::cancel);
                }
            }
            outcome
        });
        if self.judge.is_for_verdicts
            && let Some(deciding) = outcomes.iter().position(is_decided)
        {
            outcomes.truncate(deciding + 1);
        }
        outcomes
    }

    fn program(&self, stand_in: Option<&Explorer>) -> Program<'a> {
        Program {
            binary: self.setup.hidden_dir.join(binary(stand_in)),
            dir: self.setup.run_dir.clone(),
            beside: None,
            checks_file: self.setup.exercise.checks_path(),
            is_alone: true,
            has_real_arc: stand_in.is_some_and(|explorer| {
                let attempt = String::from_utf8_lossy(self.setup.text);
                has_real_arc(explorer, [&attempt, self.text])
            }),
            line_tables: false,
            toolchain: self.setup.toolchain,
            sandbox: self.setup.sandbox,
        }
    }

    /// Makes the program of the checks and an attempt.
    fn link(
        &self,
        attempt: &Path,
        stand_in: Option<&Explorer>,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        let probes = stand_in.map_or(&self.harness, |explorer| &explorer.probes);
        self.compile_hidden(&self.setup.exercise.checks_path(), attempt, stand_in)
            .with_crate("probes", probes)
            .args(BUILD)
            .args(assertions(self.text))
            .args(["--crate-name=checks", "-o", binary(stand_in)])
            .run(cancel)
    }

    fn compile_hidden(
        &self,
        file: &str,
        attempt: &Path,
        stand_in: Option<&Explorer>,
    ) -> Compilation {
        self.compile_own(file, stand_in)
            .with_crate("exercise", attempt)
            .args(["--cap-lints=allow"])
    }

    /// Compiles a file of the kit's.
    fn compile_own(&self, file: &str, stand_in: Option<&Explorer>) -> Compilation {
        let Setup {
            toolchain,
            hidden_dir,
            package,
            ..
        } = self.setup;
        let explorer = stand_in.map(Explorer::dir);
        let reads: Vec<PathBuf> = self
            .harness
            .parent()
            .into_iter()
            .chain(explorer)
            .map(Path::to_owned)
            .collect();
        self.setup
            .compilation(&toolchain.rustc, hidden_dir, file, &package.edition)
            .within(self.setup.confined_checks(&reads))
            .args(stand_in.into_iter().flat_map(Explorer::args))
    }

    /// `None` comes back when exploring was faster to find what is wrong.
    fn run_check(
        &self,
        index: usize,
        check: &Check,
        program: &Program,
        run: &Cancel,
        cancel: &Cancel,
    ) -> Result<Option<Outcome>, JudgeError> {
        if let Some(outcome) = self.wrong_twin(index, check, cancel)? {
            return Ok(Some(outcome));
        }
        match program.run(&check.name, self.setup.exercise, run) {
            Err(JudgeError::Cancelled) if !cancel.is_cancelled() => Ok(None),
            outcome => outcome.map(Some),
        }
    }
}

/// The program's file in the hidden folder.
fn binary(stand_in: Option<&Explorer>) -> &'static str {
    if stand_in.is_some() {
        "explored.bin"
    } else {
        "checks.bin"
    }
}

/// Whether what exploring found needs no run on real threads besides.
fn is_decided(explored: &Result<Outcome, JudgeError>) -> bool {
    let undecided =
        |outcome: &Outcome| matches!(outcome.verdict, Verdict::Passed | Verdict::TimesOut);
    explored.as_ref().is_ok_and(|outcome| !undecided(outcome))
}
