//! Explores an attempt's own tests, where the kit asks for it, and puts what that shows together with the run on real
//! threads.

use super::{InFile, Target, Tested, lay_out};
use crate::judge::build::write;
use crate::judge::compiler::{BUILD, Compilation, line_tables};
use crate::judge::explore::Sources;
use crate::judge::hidden::not_modelled;
use crate::judge::hidden::outcomes::all_together;
use crate::judge::own_tests::OwnTests;
use crate::judge::run::{Outcome, Program};
use crate::judge::side_by_side::for_all;
use crate::judge::toolchain::EDITION;
use crate::judge::{JudgeError, sentences};
use crate::process::Cancel;
use crate::trace::Trace;
use crate::verdict::{CheckStatus, Judgement, Verdict};

const LIBRARY: &str = "libexercise.rlib";

/// What became of exploring.
pub(super) enum Explored {
    /// The kit does not ask for it.
    NotAsked,
    /// There is no explorer, for this reason.
    Unavailable(String),
    /// The attempt uses what cannot be explored.
    NotModelled(String),
    /// Tests by name, with how each went.
    Ran(Vec<String>, Vec<Outcome>),
}

impl InFile<'_> {
    /// Explores all tests. The first that fails ends their run on real threads, which is `running`.
    pub(super) fn explore(
        &self,
        running: &Cancel,
        cancel: &Cancel,
    ) -> Result<Explored, JudgeError> {
        let site = self.site;
        let exercise = site.exercise;
        if !self.kit.is_explored(exercise) {
            return Ok(Explored::NotAsked);
        }
        let explorer = match self.judge.prepare_explorer(cancel, &mut |_| ()) {
            Ok(explorer) => explorer,
            Err(JudgeError::Cancelled) => return Err(JudgeError::Cancelled),
            Err(error) => return Ok(Explored::Unavailable(sentences::not_explored(&error))),
        };
        let text = String::from_utf8_lossy(site.text);
        let own = OwnTests::parse(&text)
            .ok_or_else(|| JudgeError::Exploring(sentences::tests_not_found().to_owned()))?;
        let path = exercise.path();
        let dir = site.built_dir.join("explored");
        write(&dir.join(&path), &own.library)?;
        lay_out(self.kit, &dir)?;
        let library = site.built_dir.join(LIBRARY);
        let mut reads = self.reads();
        reads.push(explorer.dir().to_owned());
        // Of the library, whoever has tests must not be asked whether there are some.
        let as_library = ["--crate-name=exercise", "--crate-type=rlib", "--cfg=test"];
        let line_tables = line_tables(&own.library);
        let built = site
            .compile(&site.toolchain.rustc, &dir, &reads)
            .args(as_library)
            .args(BUILD)
            .args(line_tables)
            .args(["--cap-lints=allow"])
            .args(&site.package.profile)
            .args(self.linked_with(Target::Tests))
            .args(explorer.args())
            .env(self.env())
            .args(["-o"])
            .args([&library])
            .run(cancel)?;
        if !built.succeeded() {
            return not_modelled(&built).map(Explored::NotModelled);
        }
        // Under the path of the exercise too, so that what a test returns counts as its own words.
        let dir = site.hidden_dir.join("program");
        write(&dir.join(&path), &own.program)?;
        let binary = site.hidden_dir.join("explored.bin");
        let linked = Compilation::new(&site.toolchain.rustc, &dir, &path, EDITION)
            .within(site.bounds.compiling_checks(site, &reads))
            .with_crate("exercise", &library)
            .with_crate("probes", &explorer.probes)
            .args(self.linked_with(Target::Tests))
            .args(explorer.args())
            .args(BUILD)
            .args(["--crate-name=checks", "--cap-lints=allow", "-o"])
            .args([&binary])
            .run(cancel)?;
        if !linked.succeeded() {
            return Err(JudgeError::Exploring(linked.gist()));
        }
        let program = Program {
            binary,
            dir: site.run_dir.clone(),
            beside: Some(site.attempt_dir.clone()),
            checks_file: path.clone(),
            line_tables: line_tables.is_some(),
            toolchain: site.toolchain,
            bounds: site.bounds,
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
        Ok(Explored::Ran(own.names, outcomes?))
    }
}

/// Adds what exploring showed to what the run on real threads showed, which is `None` where exploring ended it.
pub(super) fn combine(judgement: &mut Judgement, tested: Option<Tested>, explored: Explored) {
    let ran = tested.is_some();
    if let Some(tested) = tested {
        judgement.checks = tested.checks;
        judgement.verdict = tested.verdict;
        judgement.reason = tested.reason;
        judgement.output = tested.output;
    }
    let (names, mut outcomes) = match explored {
        Explored::NotAsked => return,
        Explored::Unavailable(reason) => {
            judgement.reason.get_or_insert(reason);
            return;
        }
        Explored::NotModelled(reason) => {
            judgement.verdict = Verdict::BreaksRules;
            judgement.reason = Some(reason);
            judgement.checks.clear();
            judgement.output.clear();
            return;
        }
        Explored::Ran(names, outcomes) => (names, outcomes),
    };
    judgement.exploration = all_together(&outcomes);
    let mut by_name: Vec<usize> = (0..names.len()).collect();
    by_name.sort_by(|one, other| names[*one].cmp(&names[*other]));
    let mut deciding = None;
    for index in by_name {
        let (name, outcome) = (&names[index], &outcomes[index]);
        let place = judgement.checks.iter().position(|it| it.name == *name);
        let place = place.unwrap_or_else(|| {
            judgement
                .checks
                .push(super::test_check(name, CheckStatus::NotRun));
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
}
