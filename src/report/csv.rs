//! Comma-separated values, by RFC 4180: a row for each submission, or one for each check. A spreadsheet that opens them
//! computes nothing: a text that it would take for a formula begins with an apostrophe.

mod table;

use super::findings::{Outcome, cases};
use crate::grade::model::{Graded, Grading, HandIn, Submission};
use crate::render::untrusted::sentence;
pub(super) use table::{Table, harmless};

/// Characters of a message.
const MESSAGE: usize = 4000;

/// A row for each submission, a column for each exercise. What was not handed in has an empty cell.
pub fn csv(grading: &Grading) -> Vec<u8> {
    let mut table = Table::new();
    let heads = [
        "submission",
        "score",
        "max_score",
        "passed",
        "missing",
        "late",
        "refused",
        "not_judged",
        "problems",
        "unchanged",
    ];
    let exercises = grading.kit.exercises.iter();
    let heads = heads.into_iter().map(str::to_owned);
    table.row(heads.chain(exercises.map(|exercise| harmless(&exercise.name))));
    for submission in &grading.submissions {
        let names = |which: fn(&Graded) -> bool| {
            let graded = submission.exercises.iter().filter(|graded| which(graded));
            let names: Vec<&str> = graded
                .map(|graded| graded.judgement.exercise.as_str())
                .collect();
            harmless(&names.join(" "))
        };
        let mut row = vec![
            harmless(&submission.name),
            submission.score().to_string(),
            submission.max_score().to_string(),
            submission.tally().passed.to_string(),
            names(|graded| graded.hand_in == HandIn::Missing),
            names(|graded| matches!(graded.hand_in, HandIn::Late(_))),
            names(|graded| matches!(graded.hand_in, HandIn::Refused(_))),
            names(Graded::is_our_failure),
            problems(submission),
            names(Graded::is_untouched),
        ];
        let scores = grading.kit.exercises.iter().map(|exercise| {
            let mut graded = submission.exercises.iter();
            graded
                .find(|graded| graded.judgement.exercise == exercise.name)
                .filter(|graded| graded.hand_in != HandIn::Missing)
                .map(|graded| graded.score.to_string())
                .unwrap_or_default()
        });
        row.extend(scores);
        table.row(row);
    }
    table.bytes()
}

/// A row for each check of each exercise of each submission; one for an exercise without checks.
pub fn csv_checks(grading: &Grading) -> Vec<u8> {
    let mut table = Table::new();
    let heads = [
        "submission",
        "exercise",
        "path",
        "hand_in",
        "detail",
        "verdict",
        "check",
        "status",
        "points",
        "max_points",
        "line",
        "message",
        "problems",
        "unchanged",
    ];
    table.row(heads.into_iter().map(str::to_owned));
    for submission in &grading.submissions {
        for graded in &submission.exercises {
            rows(&mut table, submission, graded);
        }
    }
    table.bytes()
}

fn rows(table: &mut Table, submission: &Submission, graded: &Graded) {
    let (hand_in, detail) = match &graded.hand_in {
        HandIn::InTime => ("in_time", ""),
        HandIn::Late(time) => ("late", time.as_str()),
        HandIn::Missing => ("missing", ""),
        HandIn::Refused(reason) => ("refused", reason.as_str()),
    };
    for case in cases(graded) {
        let (status, message) = match &case.outcome {
            Outcome::Passed => ("passed", ""),
            Outcome::Failed(why) => ("failed", why.as_str()),
            Outcome::NotRun(why) => ("not_run", why.as_str()),
            Outcome::Missing(why) => ("missing", why.as_str()),
            Outcome::NotJudged(why) => ("not_judged", why.as_str()),
        };
        let line = case.place.map(|place| place.line.to_string());
        table.row([
            harmless(&submission.name),
            harmless(&graded.judgement.exercise),
            harmless(&graded.path),
            hand_in.to_owned(),
            harmless(detail),
            graded.judgement.verdict.word().to_owned(),
            harmless(case.name),
            status.to_owned(),
            case.points.to_string(),
            case.max_points.to_string(),
            line.unwrap_or_default(),
            harmless(&sentence(message, MESSAGE)),
            problems(submission),
            graded.is_untouched().to_string(),
        ]);
    }
}

fn problems(submission: &Submission) -> String {
    harmless(&sentence(&submission.problems.join(" "), MESSAGE))
}
