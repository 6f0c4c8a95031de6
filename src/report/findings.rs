//! What the reports say of an exercise and of its checks: which words, which place. It knows the model, not a format.

use crate::grade::model::{Graded, HandIn, Points};
use crate::render::timeline::is_telling;
use crate::render::untrusted::sentence;
use crate::render::words::grading as words;
use crate::render::{Detail, timeline};
use crate::text::{clean, plain};
use crate::trace::{self, Blocked, Ending, Operation, Trace};
use crate::verdict::{CheckResult, CheckStatus, Diagnostic, Judgement, Level, Standing};

/// How many columns a timeline takes in a report.
const COLUMNS: usize = 100;
/// How many characters of one message are shown on a line.
const MESSAGE: usize = 2000;

/// A place in the student's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: Option<u32>,
}

/// One check, or an exercise that has none to tell of.
#[derive(Debug)]
pub(super) struct Case<'a> {
    /// The check's name, or else the exercise's.
    pub(super) name: &'a str,
    /// The sentence a student reads.
    pub(super) description: &'a str,
    pub(super) outcome: Outcome,
    pub(super) points: Points,
    pub(super) max_points: u32,
    /// Where it went wrong, if that is known.
    pub(super) place: Option<Place>,
    /// Whether the judgement's trace, nudges and output belong to it.
    pub(super) is_deciding: bool,
}

/// How a case went; each but the first with a sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed(String),
    /// Another check of the exercise failed and says why.
    NotRun(String),
    Missing(String),
    /// We failed.
    NotJudged(String),
}

/// The cases of an exercise, at least one.
pub(super) fn cases(graded: &Graded) -> Vec<Case<'_>> {
    let judgement = &graded.judgement;
    let deciding = deciding(judgement);
    let place = place(judgement);
    if judgement.checks.is_empty() {
        return vec![Case {
            name: &judgement.exercise,
            description: "",
            outcome: whole(graded),
            points: graded.score,
            max_points: graded.max_score,
            place,
            is_deciding: true,
        }];
    }
    let checks = judgement.checks.iter().enumerate();
    let cases = checks.map(|(index, check)| {
        let is_deciding = deciding.unwrap_or(0) == index;
        Case {
            name: &check.name,
            description: &check.description,
            outcome: outcome(graded, check, deciding.is_some()),
            points: graded.points(check),
            max_points: check.max_points,
            // An error of the compiler concerns them all.
            place: place.filter(|_| is_deciding || deciding.is_none()),
            is_deciding,
        }
    });
    cases.collect()
}

fn outcome(graded: &Graded, check: &CheckResult, another_failed: bool) -> Outcome {
    match check.status {
        _ if !graded.is_handed_in() || graded.is_our_failure() => whole(graded),
        CheckStatus::Passed => Outcome::Passed,
        CheckStatus::Failed => Outcome::Failed(match &check.message {
            Some(message) => sentence(message, MESSAGE),
            None => words::came_to(graded),
        }),
        CheckStatus::NotRun if another_failed => Outcome::NotRun(words::not_run().to_owned()),
        CheckStatus::NotRun => whole(graded),
    }
}

fn whole(graded: &Graded) -> Outcome {
    let why = why(graded);
    match graded.hand_in {
        HandIn::Missing => Outcome::Missing(why),
        HandIn::Refused(_) => Outcome::Failed(why),
        HandIn::InTime | HandIn::Late(_) => match graded.judgement.verdict.standing() {
            Standing::Passed => Outcome::Passed,
            Standing::Undecided | Standing::NotJudged => Outcome::NotJudged(why),
            Standing::NotPassed => Outcome::Failed(why),
        },
    }
}

/// One line that says what an exercise came to and why.
pub(super) fn why(graded: &Graded) -> String {
    if let HandIn::Refused(reason) = &graded.hand_in {
        return words::refused(&sentence(reason, MESSAGE));
    }
    let came_to = words::came_to(graded);
    let reasons = if graded.is_handed_in() {
        reasons(graded)
    } else {
        Vec::new()
    };
    if reasons.is_empty() {
        return came_to;
    }
    format!("{came_to}. {}", reasons.join(" "))
}

/// Why a judgement is what it is, in sentences.
pub(super) fn reasons(graded: &Graded) -> Vec<String> {
    let judgement = &graded.judgement;
    let check = deciding(judgement).map(|index| &judgement.checks[index]);
    let of_check = check
        .into_iter()
        .flat_map(|check| [Some(&check.description), check.message.as_ref()])
        .flatten();
    let of_compiler = first_error(judgement).map(headline);
    let told = of_check.cloned().chain(judgement.reason.clone());
    let told = told.chain(of_compiler.filter(|_| check.is_none()));
    told.map(|text| sentence(&text, MESSAGE))
        .filter(|text| !text.is_empty())
        .collect()
}

/// `error[E0615]: attempted to take value of method`.
pub(super) fn headline(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    match &diagnostic.code {
        Some(code) => format!("{level}[{code}]: {}", diagnostic.message),
        None => format!("{level}: {}", diagnostic.message),
    }
}

/// What there is to read about an exercise that did not pass: paragraphs, none of them the student's output.
pub(super) fn paragraphs(graded: &Graded) -> Vec<String> {
    let judgement = &graded.judgement;
    let mut paragraphs: Vec<String> = errors(judgement).collect();
    let trace = judgement.trace.as_ref();
    if let Some(trace) = trace.filter(|trace| is_telling(trace)) {
        let drawn = timeline(trace, COLUMNS, Detail::Folded);
        let drawn: Vec<String> = drawn
            .iter()
            .map(|line| plain(line).trim_end().to_owned())
            .collect();
        paragraphs.push(drawn.join("\n"));
    }
    paragraphs.extend(judgement.nudges.iter().map(|nudge| clean(nudge.trim_end())));
    if graded.lost_points() {
        paragraphs.push(words::lost_points(graded).to_owned());
    }
    paragraphs
}

/// The compiler's errors as it draws them, without colours.
pub(super) fn errors(judgement: &Judgement) -> impl Iterator<Item = String> + '_ {
    let errors = judgement.diagnostics.iter();
    let errors = errors.filter(|diagnostic| diagnostic.level == Level::Error);
    errors.map(|error| clean(plain(&error.rendered).trim_end()))
}

/// Where an exercise went wrong, in the student's file: by the compiler's first error, or else by the trace.
pub(super) fn place(judgement: &Judgement) -> Option<Place> {
    let by_compiler = first_error(judgement).and_then(|error| {
        Some(Place {
            line: error.line?,
            column: error.column,
        })
    });
    by_compiler.or_else(|| judgement.trace.as_ref().and_then(place_in))
}

fn place_in(trace: &Trace) -> Option<Place> {
    let ending = match &trace.ending {
        Ending::Panic { place, .. } | Ending::Exit { place, .. } => vec![place.as_ref()],
        stuck => {
            // Who waits for the end of a thread is not to blame for what keeps that thread.
            let mut stuck: Vec<&Blocked> = stuck.blocked().iter().collect();
            stuck.sort_by_key(|blocked| blocked.operation == Operation::Join);
            let stuck = stuck.into_iter();
            stuck.map(|blocked| blocked.place.as_ref()).collect()
        }
    };
    let events = trace.events.iter().rev();
    let events = events.filter(|event| event.is_there());
    let places = ending
        .into_iter()
        .chain(events.map(|event| event.place.as_ref()));
    let own = |place: &trace::Place| trace.own_line(Some(place)).is_some();
    let place = places.flatten().find(|place| own(place))?;
    Some(Place {
        line: place.line,
        column: Some(place.column),
    })
}

fn first_error(judgement: &Judgement) -> Option<&Diagnostic> {
    let mut all = judgement.diagnostics.iter();
    all.find(|diagnostic| diagnostic.level == Level::Error)
}

/// The failed check that the judgement's trace is about, or else the first one that failed.
pub(super) fn deciding(judgement: &Judgement) -> Option<usize> {
    let failed = |check: &CheckResult| check.status == CheckStatus::Failed;
    let traced = judgement.trace.as_ref().map(|trace| trace.check.as_str());
    let checks = || judgement.checks.iter();
    let of_trace = checks().position(|check| failed(check) && Some(&*check.name) == traced);
    of_trace.or_else(|| checks().position(failed))
}
