//! Sentences about a grading, for the terminal and for every report. They hold no text of a submission.

use crate::grade::model::{Graded, Grading, HandIn, Penalty, Points};
use crate::grade::tally::Tally;
use crate::text::plural;
use crate::verdict::{CheckStatus, Judgement, Level, Verdict};

/// `12 of 20 points`.
pub(crate) fn points(score: Points, max_score: u32) -> String {
    format!("{score} of {}", plural(max_score as usize, "point"))
}

/// `5 of 8 exercises passed`.
pub(crate) fn passed(tally: &Tally) -> String {
    format!(
        "{} of {} passed",
        tally.passed,
        plural(tally.exercises, "exercise")
    )
}

/// `200 submissions, 56 exercises`.
pub(crate) fn size(grading: &Grading) -> String {
    format!(
        "{}, {}",
        plural(grading.submissions.len(), "submission"),
        plural(grading.kit.exercises.len(), "exercise")
    )
}

/// Nothing was found to be graded.
pub(crate) fn no_submissions() -> &'static str {
    "No submissions."
}

/// What a reader must know besides points: `2 missing, 1 late`. Empty where all is as it should be.
pub(crate) fn remarks(tally: &Tally, problems: usize) -> String {
    let counted = [
        (tally.missing, "missing"),
        (tally.late, "late"),
        (tally.refused, "refused"),
        (tally.unchanged, "unchanged"),
        (tally.asks_about_types, "to look at"),
        (tally.not_judged, "not judged"),
    ];
    let mut parts: Vec<String> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if problems > 0 {
        parts.push(plural(problems, "problem"));
    }
    parts.join(", ")
}

/// What an exercise came to, without its name.
pub(crate) fn came_to(graded: &Graded) -> String {
    match graded.hand_in {
        HandIn::InTime | HandIn::Late(_) if graded.is_untouched() => unchanged().to_owned(),
        HandIn::InTime | HandIn::Late(_) => verdict(&graded.judgement),
        HandIn::Missing => "not handed in".to_owned(),
        HandIn::Refused(_) => "refused".to_owned(),
    }
}

/// The start, as it was given.
pub(crate) fn unchanged() -> &'static str {
    "unchanged"
}

/// Of an attempt that a person should look at.
pub(crate) fn asks_about_types() -> &'static str {
    "look at this attempt: it asks for the size or the name of types, by which code can tell whether it is being explored"
}

fn verdict(judgement: &Judgement) -> String {
    let failed = judgement
        .checks
        .iter()
        .filter(|check| check.status == CheckStatus::Failed)
        .count();
    let errors = judgement
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .count();
    match judgement.verdict {
        Verdict::Passed => "passed".to_owned(),
        Verdict::Compiles => "compiles".to_owned(),
        Verdict::DoesNotCompile if errors > 0 && judgement.reason.is_none() => {
            format!("does not compile: {}", plural(errors, "error"))
        }
        Verdict::DoesNotCompile => "does not compile".to_owned(),
        Verdict::BreaksRules => "breaks the rules".to_owned(),
        Verdict::FailsChecks if failed > 0 => format!(
            "fails {failed} of {}",
            plural(judgement.checks.len(), "check")
        ),
        Verdict::FailsChecks => "fails".to_owned(),
        Verdict::FailsInSomeInterleaving => "fails in some interleaving".to_owned(),
        Verdict::Deadlocks => "deadlocks".to_owned(),
        Verdict::TimesOut => "was still running when its time was up".to_owned(),
        Verdict::ExceedsLimit => "takes more than it may".to_owned(),
        Verdict::NotJudged => "could not be judged, which is not the student's fault".to_owned(),
    }
}

/// Handed in after the deadline, and what it has cost.
pub(crate) fn late(time: &str, penalty: Penalty) -> String {
    match penalty.percent {
        0 => format!("late, {time}"),
        percent => format!("late, {time}: {percent}% less"),
    }
}

/// `Late after 2026-03-31T21:59:59Z: 10%/day less`, where that costs something.
pub(crate) fn late_rule(grading: &Grading) -> Option<String> {
    let lateness = grading.lateness.as_ref()?;
    let rule = lateness.rule.as_ref()?;
    Some(format!("Late after {}: {rule} less", lateness.deadline))
}

/// There is something that is not taken for a file of the student's.
pub(crate) fn refused(reason: &str) -> String {
    format!("refused: {reason}")
}

/// A check that was not reached.
pub(crate) fn not_run() -> &'static str {
    "not run"
}

/// Why there are no points for checks that held.
pub(crate) fn lost_points(graded: &Graded) -> &'static str {
    if graded.held_at_start.is_empty() {
        "This exercise gives its points only when every check holds."
    } else {
        "What the start does already earns its points only when every check holds."
    }
}

/// `Kit: money-course, version 4e9d1974fd85`
pub(crate) fn kit(name: &str, digest: &str) -> String {
    let version: String = digest.chars().take(12).collect();
    format!("Kit: {name}, version {version}")
}

/// `Protections: all 7 active`.
pub(crate) fn protections(active: usize, total: usize) -> String {
    match (active, total) {
        (_, 0) => "Protections: none; submissions ran with your own rights".to_owned(),
        (active, total) if active == total => format!("Protections: all {total} active"),
        (active, total) => format!("Protections: {active} of {total} active; missing:"),
    }
}

/// The head of the table of submissions.
pub(crate) fn heads() -> [&'static str; 4] {
    ["Submission", "Points", "Passed", "Remarks"]
}

/// Above the output of an attempt.
pub(crate) fn output() -> &'static str {
    "Output"
}

/// Gradescope asks for the results of one submission.
pub(crate) fn not_one_submission(count: usize) -> String {
    format!(
        "Gradescope's results are those of one submission, and {} are graded here; give one PATH",
        if count == 0 {
            "none".to_owned()
        } else {
            count.to_string()
        }
    )
}

/// Of a submission nothing could be judged.
pub(crate) fn nothing_judged(why: &str) -> String {
    format!("none of the submission's exercises could be judged, so it has no results: {why}")
}

/// A report that may not grow further.
pub(crate) fn left_out(submissions: usize) -> String {
    format!(
        "The details of {} are left out: a summary may be no larger than 1 MiB. The other reports have them.",
        plural(submissions, "submission")
    )
}

/// Files that are not there.
pub(crate) fn missing(names: &[&str]) -> String {
    format!("not handed in: {}", names.join(", "))
}

/// How much of the annotations GitHub shows.
pub(crate) fn annotations(errors: usize, shown: usize) -> String {
    format!("GitHub shows {shown} of {errors} errors here; the log and the summary have all.")
}

/// Of a submission that has no row in a gradebook.
pub(crate) fn not_in_roster(name: &str) -> String {
    format!("`{name}` is not in the gradebook: the roster has no row for it")
}

/// Of a submission whose points are not known yet.
pub(crate) fn no_points_to_tell(name: &str) -> String {
    format!("`{name}` is not in the gradebook: not all of it could be judged, so grade again")
}
