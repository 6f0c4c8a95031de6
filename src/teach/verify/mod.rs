//! `verify`: is the kit sound? Files are looked at, then every attempt that the kit brings along is judged, several times,
//! by the judge that students use.

pub(crate) mod files;
mod format;
pub(crate) mod judging;
mod mutation;
pub(crate) mod page;
pub(crate) mod report;
mod store;

use std::path::Path;

use super::bundle::{Bundle, File};
use super::cases::{Case, Role, cases, examine, idle_checks};
use super::lines::Lines;
use super::sources::Sources;
use super::{Finding, Kind, Severity, sort, words};
use crate::judge::{BuildProgress, Judge, JudgeError};
use crate::kit::{Exercise, Kit, KitError};
use crate::process::Cancel;
use crate::verdict::{CheckStatus, Judgement, Verdict};
use judging::{Task, judge_all};
use mutation::{Variant, variants};
use report::{Attempted, Part, Report, Summary};
use store::{Remembered, Store};

/// What is asked for.
pub(crate) struct Options<'a> {
    /// Exercises, chapters, or beginnings of names; all where there are none.
    pub(crate) names: &'a [String],
    /// How often each text is judged, at least once.
    pub(crate) repeat: usize,
    /// Also what has not changed since it was found sound.
    pub(crate) all: bool,
    /// Also whether the checks can tell small changes to the solutions.
    pub(crate) mutants: bool,
}

/// What it is at, for whoever waits.
pub(crate) enum Step<'a> {
    /// So many of so many judgings are done.
    Judging {
        done: usize,
        total: usize,
        path: &'a str,
    },
    /// What judging needs is being built.
    Building(BuildProgress),
}

/// The words for a step of judging.
pub(crate) use super::words::judging;

/// Looks at the kit in `root`. `judge` is called when there is something to be judged.
pub(crate) fn verify(
    root: &Path,
    options: &Options,
    judge: impl FnOnce() -> anyhow::Result<Judge>,
    cancel: &Cancel,
    waiting: &mut dyn FnMut(Step),
) -> anyhow::Result<Report> {
    let kit = match Kit::from_dir(root) {
        Err(KitError::Malformed(problems)) => {
            return Ok(Report {
                findings: malformed(&problems),
                ..Report::default()
            });
        }
        kit => kit?,
    };
    let chosen = chosen(&kit, options.names)?;
    let sources = Sources::read(root);
    let mut findings = files::findings(kit.exercises(), &sources);
    if !options.names.is_empty() {
        let is_chosen = |name: &String| chosen.iter().any(|exercise| exercise.name == *name);
        findings.retain(|finding| finding.exercise.as_ref().is_some_and(is_chosen));
    }
    let judge = judge()?;
    let mut verifier = Verifier {
        root,
        kit: &kit,
        judge: &judge,
        store: Store::load(root, judge.toolchain()),
        lines: Lines::parse(sources.text("info.toml").unwrap_or_default()),
        repeat: options.repeat.max(1),
        cancel,
        findings,
    };
    let mut subjects: Vec<Subject> = chosen
        .iter()
        .map(|exercise| verifier.subject(exercise, &sources, options.all))
        .collect();
    verifier.judge(&mut subjects, waiting)?;
    if options.mutants {
        verifier.mutate(&mut subjects, waiting);
    } else {
        for subject in &mut subjects {
            subject.summary.mutants = None;
        }
    }
    verifier.format(&subjects);
    // A kit that cannot be written to is verified anew each time.
    let _ = verifier.store.save();
    let mut report = Report {
        exercises: subjects
            .into_iter()
            .map(|subject| subject.summary)
            .collect(),
        findings: verifier.findings,
        with_mutants: options.mutants,
        stopped: cancel.is_cancelled(),
    };
    tidy(&mut report.findings);
    let course: Vec<&str> = kit
        .exercises()
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    sort(&mut report.findings, &course);
    Ok(report)
}

/// The checks that a start passes, where it does not pass them all.
fn held(case: &Case, judgement: &Judgement) -> Vec<String> {
    if case.role != Role::Start || judgement.passed() {
        return Vec::new();
    }
    let checks = judgement.checks.iter();
    let held = checks.filter(|check| check.status == CheckStatus::Passed);
    held.map(|check| check.name.clone()).collect()
}

fn malformed(problems: &crate::kit::Problems) -> Vec<Finding> {
    let findings = problems.list.iter().map(|problem| {
        let mut message = problem.message.clone();
        if let Some(fix) = &problem.fix {
            message = format!("{message}: {fix}");
        }
        let line = Some(problem.line);
        Finding::new(Kind::ManifestMalformed, "info.toml", line, message)
    });
    findings.collect()
}

/// The exercises with these names, or in these chapters, in the order of the course.
fn chosen<'a>(kit: &'a Kit, names: &[String]) -> Result<Vec<&'a Exercise>, KitError> {
    if names.is_empty() {
        return Ok(kit.exercises().iter().collect());
    }
    let mut wanted: Vec<&str> = Vec::new();
    for name in names {
        let name = name.trim_end_matches('/');
        let chapter = kit.exercises().iter();
        let mut chapter = chapter
            .filter(|exercise| exercise.dir.as_deref() == Some(name))
            .peekable();
        if chapter.peek().is_some() {
            wanted.extend(chapter.map(|exercise| exercise.name.as_str()));
        } else {
            // As `new` is told it: DIR/NAME.
            let name = name.rsplit('/').next().unwrap_or(name);
            wanted.push(&kit.find(name)?.name);
        }
    }
    let exercises = kit.exercises().iter();
    Ok(exercises
        .filter(|exercise| wanted.contains(&exercise.name.as_str()))
        .collect())
}

/// An exercise under the eyes of `verify`.
struct Subject<'a> {
    bundle: Bundle<'a>,
    key: String,
    /// Empty where nothing is to be judged.
    cases: Vec<Case>,
    /// By case.
    judgements: Vec<Vec<Judgement>>,
    summary: Summary,
    /// What judging found, where it is no more than advice.
    advice: Vec<Finding>,
}

impl Subject<'_> {
    /// Whether its solutions are right, so that a change to one of them means something.
    fn can_be_mutated(&self) -> bool {
        let attempts = self.summary.attempts.iter();
        let mut solutions = attempts
            .filter(|attempt| attempt.part == Part::Solution)
            .peekable();
        solutions.peek().is_some() && solutions.all(|attempt| attempt.is_right)
    }
}

struct Verifier<'a> {
    root: &'a Path,
    kit: &'a Kit,
    judge: &'a Judge,
    store: Store,
    lines: Lines,
    repeat: usize,
    cancel: &'a Cancel,
    findings: Vec<Finding>,
}

impl<'a> Verifier<'a> {
    fn subject(
        &mut self,
        exercise: &'a Exercise,
        sources: &'a Sources,
        judge_anyway: bool,
    ) -> Subject<'a> {
        let bundle = Bundle::of(exercise, sources);
        let key = self.store.key(&bundle);
        let remembered = if judge_anyway {
            None
        } else {
            self.store.recall(&bundle, &key, self.repeat)
        };
        let (summary, cases, advice) = match remembered {
            Some(Remembered { summary, advice }) => {
                self.findings.extend(advice.iter().cloned());
                (summary, Vec::new(), advice)
            }
            None => {
                let summary = Summary {
                    name: exercise.name.clone(),
                    path: exercise.path(),
                    ..Summary::default()
                };
                (summary, self.judgeable(&bundle), Vec::new())
            }
        };
        Subject {
            judgements: cases.iter().map(|_| Vec::new()).collect(),
            bundle,
            key,
            cases,
            summary,
            advice,
        }
    }

    /// What can be judged. Broken checks judge nothing, and have been told of.
    fn judgeable(&self, bundle: &Bundle) -> Vec<Case> {
        let is_broken = self.findings.iter().any(|finding| {
            finding.kind == Kind::ChecksMalformed
                && finding.exercise.as_ref() == Some(&bundle.exercise.name)
        });
        if is_broken { Vec::new() } else { cases(bundle) }
    }

    fn judge(
        &mut self,
        subjects: &mut [Subject],
        waiting: &mut dyn FnMut(Step),
    ) -> Result<(), JudgeError> {
        if subjects.iter().any(|subject| !subject.cases.is_empty()) {
            // Where it fails, each judgement says so.
            let _ = self
                .judge
                .prepare_dependencies(self.kit, None, self.cancel, &mut |progress| {
                    waiting(Step::Building(progress));
                });
        }
        let is_explored = |subject: &Subject| {
            !subject.cases.is_empty() && self.kit.is_explored(subject.bundle.exercise)
        };
        if subjects.iter().any(is_explored) {
            let prepared = self.judge.prepare_explorer(self.cancel, &mut |progress| {
                waiting(Step::Building(progress));
            });
            match prepared {
                Ok(_) | Err(JudgeError::Cancelled) => {}
                // No solution could be told from a mistake.
                Err(error) => return Err(error),
            }
        }
        let mut tasks = Vec::new();
        let mut owners = Vec::new();
        let texts: Vec<Vec<Case>> = subjects.iter().map(|one| one.cases.clone()).collect();
        for (subject, cases) in texts.iter().enumerate() {
            for (index, case) in cases.iter().enumerate() {
                owners.push((subject, index));
                tasks.push(Task {
                    exercise: subjects[subject].bundle.exercise,
                    text: &case.text,
                    times: self.repeat,
                });
            }
        }
        let total = tasks.len() * self.repeat;
        let mut done = 0;
        judge_all(
            self.judge,
            self.kit,
            &tasks,
            self.cancel,
            |task, judgement| {
                let (subject, case) = owners[task];
                done += 1;
                waiting(Step::Judging {
                    done,
                    total,
                    path: &texts[subject][case].path,
                });
                let subject = &mut subjects[subject];
                subject.judgements[case].push(judgement);
                let judgements = &mut subject.judgements.iter();
                if judgements.all(|judgements| judgements.len() == self.repeat) {
                    self.conclude(subject);
                }
            },
        );
        Ok(())
    }

    /// All cases of an exercise are judged.
    fn conclude(&mut self, subject: &mut Subject) {
        let exercise = subject.bundle.exercise;
        let is_explored = self.kit.is_explored(exercise);
        let mut findings = Vec::new();
        let mut judged = Vec::new();
        for (case, judgements) in subject.cases.iter().zip(&subject.judgements) {
            let found = examine(exercise, is_explored, case, judgements, &self.lines);
            subject.summary.attempts.push(Attempted {
                path: case.path.clone(),
                part: match &case.role {
                    Role::Start => Part::Start,
                    Role::Solution => Part::Solution,
                    Role::Mistake(_) => Part::Mistake,
                },
                verdict: judgements[0].verdict,
                is_right: !found.iter().any(|one| one.severity() == Severity::Error),
                held: held(case, &judgements[0]),
            });
            judged.push((case, &judgements[0]));
            findings.extend(found);
        }
        let was_judged = judged
            .iter()
            .all(|(_, one)| one.verdict != Verdict::NotJudged);
        if was_judged {
            findings.extend(idle_checks(&subject.bundle, &judged));
        }
        let mut findings: Vec<Finding> = findings
            .into_iter()
            .map(|finding| finding.of(&exercise.name))
            .collect();
        if findings
            .iter()
            .all(|one| one.severity() == Severity::Advice)
            && self.is_still(subject)
        {
            subject.advice.clone_from(&findings);
            self.remember(subject);
        } else {
            self.store.forget(&exercise.name);
        }
        self.findings.append(&mut findings);
    }

    fn remember(&mut self, subject: &Subject) {
        let Subject {
            key,
            summary,
            advice,
            ..
        } = subject;
        self.store.remember(key, self.repeat, summary, advice);
    }

    /// Judges small changes to the solutions, where that was not done before.
    fn mutate(&mut self, subjects: &mut [Subject], waiting: &mut dyn FnMut(Step)) {
        let variants: Vec<Vec<Variant>> = subjects
            .iter()
            .map(|subject| {
                let is_due = subject.summary.mutants.is_none() && subject.can_be_mutated();
                if is_due {
                    variants(&subject.bundle)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let mut owners = Vec::new();
        let mut tasks = Vec::new();
        for (subject, variants) in variants.iter().enumerate() {
            for (index, variant) in variants.iter().enumerate() {
                owners.push((subject, index));
                tasks.push(Task {
                    exercise: subjects[subject].bundle.exercise,
                    text: &variant.mutant.text,
                    times: 1,
                });
            }
        }
        let mut judged: Vec<Vec<Option<Judgement>>> = variants
            .iter()
            .map(|variants| variants.iter().map(|_| None).collect())
            .collect();
        let (mut done, total) = (0, tasks.len());
        judge_all(
            self.judge,
            self.kit,
            &tasks,
            self.cancel,
            |task, judgement| {
                let (subject, index) = owners[task];
                done += 1;
                waiting(Step::Judging {
                    done,
                    total,
                    path: &variants[subject][index].path,
                });
                judged[subject][index] = Some(judgement);
            },
        );
        for ((subject, variants), judged) in subjects.iter_mut().zip(&variants).zip(judged) {
            // `None` where somebody stopped it.
            let judged: Option<Vec<Judgement>> = judged.into_iter().collect();
            let is_due = subject.summary.mutants.is_none() && subject.can_be_mutated();
            if let Some(judged) = judged.filter(|_| is_due) {
                self.conclude_mutants(subject, variants, &judged);
            }
        }
    }

    fn conclude_mutants(
        &mut self,
        subject: &mut Subject,
        variants: &[Variant],
        judged: &[Judgement],
    ) {
        let name = &subject.bundle.exercise.name;
        let (mutants, findings) = mutation::examine(&subject.bundle, variants, judged, &self.lines);
        subject.summary.mutants = Some(mutants);
        let is_known = self
            .store
            .recall(&subject.bundle, &subject.key, 1)
            .is_some();
        if findings.is_empty() && is_known && self.is_still(subject) {
            self.remember(subject);
        }
        self.findings
            .extend(findings.into_iter().map(|finding| finding.of(name)));
    }

    /// Whether the files are still those that were judged: somebody may write them meanwhile.
    fn is_still(&self, subject: &Subject) -> bool {
        let now = Sources::read(self.root);
        self.store.key(&Bundle::of(subject.bundle.exercise, &now)) == subject.key
    }

    fn format(&mut self, subjects: &[Subject]) {
        let solutions: Vec<(&str, File)> = subjects
            .iter()
            .flat_map(|subject| {
                let name = subject.bundle.exercise.name.as_str();
                let solutions = subject.bundle.solutions.iter();
                solutions.map(move |file| (name, *file))
            })
            .collect();
        // One that cannot be read has kept everything from being judged.
        let package = self.kit.package().unwrap_or_default();
        let toolchain = self.judge.toolchain();
        self.findings.extend(format::findings(
            toolchain,
            self.root,
            &package.edition,
            &solutions,
            self.cancel,
        ));
        if toolchain.clippy.is_none() {
            let message = words::no_clippy();
            self.findings
                .push(Finding::new(Kind::ToolMissing, "solutions", None, message));
        }
    }
}

/// What is true of every text of an exercise, or of the machine, is told once.
fn tidy(findings: &mut Vec<Finding>) {
    let mut told: Vec<(Kind, Option<String>, String)> = Vec::new();
    findings.retain(|finding| {
        let about = match finding.kind {
            Kind::NotJudged => finding.exercise.clone(),
            Kind::NotExplored => None,
            _ => return true,
        };
        let this = (finding.kind, about, finding.message.clone());
        let is_new = !told.contains(&this);
        if is_new {
            told.push(this);
        }
        is_new
    });
}
