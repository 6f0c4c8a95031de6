//! Explores an attempt's own tests, where the kit asks for it, and puts what that shows together with the run on real
//! threads.

use std::collections::HashSet;

use super::attempt::{Tested, WithoutChecks, lay_out};
use super::endings::test_check;
use crate::judge::compiler::{BUILD, Compiled, line_tables};
use crate::judge::dependencies::Dependencies;
use crate::judge::explore::{Sources, has_real_arc};
use crate::judge::files::write;
use crate::judge::parallel::for_all;
use crate::judge::run::{Outcome, Program};
use crate::judge::tests_in_file::TestsInFile;
use crate::judge::tokens::says;
use crate::judge::toolchain::EDITION;
use crate::judge::with_checks::not_modelled::{not_modelled, place};
use crate::judge::with_checks::outcomes::all_together;
use crate::judge::{ExploringError, JudgeError, sentences};
use crate::process::Cancel;
use crate::trace::Trace;
use crate::verdict::{CheckStatus, Judgement, Verdict};

const LIBRARY: &str = "libexercise.rlib";

/// What became of exploring.
pub(super) enum Explored {
    /// The kit does not ask for it.
    NotAsked,
    /// There is no explorer.
    Unavailable(JudgeError),
    /// The attempt uses what cannot be explored.
    NotModelled(String),
    /// The tests that were found, with how each went that was explored.
    Ran(TestsInFile, Vec<Outcome>),
}

impl WithoutChecks<'_> {
    /// Explores all tests. The first that fails ends their run on real threads, which is `running`.
    pub(super) fn explore(
        &self,
        running: &Cancel,
        cancel: &Cancel,
    ) -> Result<Explored, JudgeError> {
        let setup = self.setup;
        let exercise = setup.exercise;
        if !self.kit.is_explored(exercise) {
            return Ok(Explored::NotAsked);
        }
        let explorer = match self.judge.explorer_for_attempt(cancel)? {
            Ok(explorer) => explorer,
            Err(error) => return Ok(Explored::Unavailable(error)),
        };
        let text = String::from_utf8_lossy(setup.text);
        let own = TestsInFile::parse(&text)
            .ok_or(JudgeError::Exploring(ExploringError::TestsNotFound))?;
        let path = exercise.path();
        let dir = setup.built_dir.join("explored");
        write(&dir.join(&path), &own.library)?;
        lay_out(self.kit, &dir)?;
        let library = setup.built_dir.join(LIBRARY);
        let mut reads = self.reads();
        reads.push(explorer.dir().to_owned());
        let dependencies = self.dependencies.as_deref();
        let linked_with = || dependencies.map_or_else(Vec::new, Dependencies::args_explored);
        // Of the library, whoever has tests must not be asked whether there are some.
        let as_library = ["--crate-name=exercise", "--crate-type=rlib", "--cfg=test"];
        let line_tables = line_tables(&own.library);
        let built = setup
            .compile(&setup.toolchain.rustc, &dir, &reads)
            .args(as_library)
            .args(BUILD)
            .args(line_tables)
            .args(["--cap-lints=allow"])
            .args(&setup.package.profile)
            .args(linked_with())
            .args(explorer.args())
            .env(self.env())
            .args(["-o"])
            .args([&library])
            .run(cancel)?;
        if !built.succeeded() {
            let refused = self
                .refused(&built)
                .map_or_else(|| not_modelled(&built), Ok);
            return refused.map(Explored::NotModelled);
        }
        // Under the path of the exercise too, so that what a test returns counts as its own words.
        let dir = setup.hidden_dir.join("program");
        write(&dir.join(&path), &own.program)?;
        let binary = setup.hidden_dir.join("explored.bin");
        let linked = setup
            .compilation(&setup.toolchain.rustc, &dir, &path, EDITION)
            .within(setup.confined_checks(&reads))
            .with_crate("exercise", &library)
            .with_crate("probes", &explorer.probes)
            .args(linked_with())
            .args(explorer.args())
            .args(BUILD)
            .args(["--crate-name=checks", "--cap-lints=allow", "-o"])
            .args([&binary])
            .run(cancel)?;
        if !linked.succeeded() {
            let said = linked.gist();
            return Err(JudgeError::Exploring(ExploringError::DoesNotBuild(said)));
        }
        let program = Program {
            binary,
            dir: setup.run_dir.clone(),
            beside: Some(setup.attempt_dir.clone()),
            checks_file: path.clone(),
            is_alone: self.dependencies.is_none(),
            has_real_arc: has_real_arc(&explorer, [&text, &own.library]),
            line_tables: line_tables.is_some(),
            toolchain: setup.toolchain,
            sandbox: setup.sandbox,
        };
        let sources = Sources::new((&path, &text), (&path, &own.library));
        let outcomes = for_all(&own.names, |_, name| {
            let outcome = program.explore(name, exercise, &sources, cancel);
            if let Ok(outcome) = &outcome
                && !matches!(outcome.verdict, Verdict::Passed | Verdict::TimesOut)
            {
                running.cancel();
            }
            outcome
        });
        let outcomes: Result<Vec<Outcome>, JudgeError> = outcomes.into_iter().collect();
        let mut outcomes = outcomes?;
        self.claim_no_more_than_was_seen(&text, &mut outcomes);
        Ok(Explored::Ran(own, outcomes))
    }

    /// What to say of an attempt that builds with all that the kit depends on, and not without what cannot be explored.
    fn refused(&self, built: &Compiled) -> Option<String> {
        let error = built.errors().next()?;
        let mut refused = self.dependencies.as_ref()?.refused();
        let quotes = |name: &&str| {
            let quoted = format!("`{name}");
            let mut behind = error.message.split(&quoted).skip(1);
            behind.any(|rest| rest.starts_with('`') || rest.starts_with("::"))
        };
        Some(sentences::crate_refused(
            &place(error),
            refused.find(quotes)?,
        ))
    }

    /// Takes back what was said of all interleavings, where the attempt uses crates that may have more of them.
    fn claim_no_more_than_was_seen(&self, text: &str, outcomes: &mut [Outcome]) {
        let dependencies = self.dependencies.iter();
        let unseen = dependencies.flat_map(|them| them.unseen());
        let unseen: Vec<&str> = unseen.filter(|name| says(text, name)).collect();
        if unseen.is_empty() {
            return;
        }
        for outcome in outcomes {
            if let Some(exploration) = &mut outcome.exploration {
                exploration.exhaustive = false;
                exploration.preemptions = None;
            }
            if outcome.verdict == Verdict::TimesOut {
                let said = outcome.message.take().unwrap_or_default();
                outcome.message = Some(sentences::may_wait_unseen(&said, &unseen));
            }
        }
    }
}

/// Adds what exploring showed to what the run on real threads showed, which is `None` where exploring ended it. Comes back
/// with why there is no explorer, if there is none.
pub(super) fn combine(
    judgement: &mut Judgement,
    tested: Option<Tested>,
    explored: Explored,
) -> Option<JudgeError> {
    let ran = tested.is_some();
    if let Some(tested) = tested {
        judgement.checks = tested.checks;
        judgement.verdict = tested.verdict;
        judgement.reason = tested.reason;
        judgement.output = tested.output;
        judgement.may_be_load = tested.may_be_load;
    }
    let (own, mut outcomes) = match explored {
        Explored::NotAsked => return None,
        Explored::Unavailable(error) => return Some(error),
        Explored::NotModelled(reason) => {
            judgement.verdict = Verdict::BreaksRules;
            judgement.reason = Some(reason);
            judgement.checks.clear();
            judgement.output.clear();
            return None;
        }
        Explored::Ran(own, outcomes) => (own, outcomes),
    };
    let names = own.names;
    judgement.exploration = all_together(&outcomes);
    judgement.may_be_load |= outcomes.iter().any(|outcome| outcome.may_be_load);
    let mut by_name: Vec<usize> = (0..names.len()).collect();
    by_name.sort_by(|one, other| names[*one].cmp(&names[*other]));
    let mut deciding = None;
    for index in by_name {
        let (name, outcome) = (&names[index], &outcomes[index]);
        let place = judgement.checks.iter().position(|it| it.name == *name);
        let place = place.unwrap_or_else(|| {
            judgement.checks.push(test_check(name, CheckStatus::NotRun));
            judgement.checks.len() - 1
        });
        let check = &mut judgement.checks[place];
        check.exploration = outcome.exploration;
        match outcome.verdict {
            Verdict::Passed if !ran => check.status = CheckStatus::Passed,
            Verdict::Passed => {}
            // Real threads came to an end, while exploring did not.
            Verdict::TimesOut if check.status == CheckStatus::Failed => {}
            _ => {
                check.status = CheckStatus::Failed;
                check.message.clone_from(&outcome.message);
                deciding = deciding.or(Some(index));
            }
        }
    }
    if let Some(index) = deciding {
        let outcome = outcomes.swap_remove(index);
        judgement.verdict = outcome.verdict;
        let mut checks = judgement.checks.iter();
        let check = checks.find(|check| check.name == names[index]);
        judgement.trace = outcome.trace.map(|trace| Trace {
            description: check.map_or_else(String::new, |check| check.description.clone()),
            ..trace
        });
        judgement.output = outcome.output;
        judgement.reason = None;
    }
    let known: HashSet<&String> = names.iter().chain(&own.left_out).collect();
    let mut unseen = judgement
        .checks
        .iter_mut()
        .filter(|check| check.status == CheckStatus::Passed && !known.contains(&check.name));
    if judgement.verdict == Verdict::Passed
        && let Some(first) = unseen.next()
    {
        judgement.verdict = Verdict::NotJudged;
        judgement.reason = Some(sentences::test_unseen(&first.name));
        first.status = CheckStatus::NotRun;
        unseen.for_each(|check| check.status = CheckStatus::NotRun);
    }
    None
}
