//! What the page of a class says besides what other reports say. It holds no text of a submission.

use super::grading;
use crate::grade::model::{Graded, HandIn, Points};
use crate::text::plural;
use crate::verdict::{CheckStatus, Verdict};

/// The title of a window: `anna: money-course`.
pub(crate) fn title(what: &str, kit: &str) -> String {
    format!("{what}: {kit}")
}

pub(crate) fn class() -> &'static str {
    "The class at a glance"
}

/// Beside the colour of a lock.
pub(crate) fn is_held(lock: &str) -> String {
    format!("{lock} is held")
}

pub(crate) fn students() -> &'static str {
    "Submissions one by one"
}

pub(crate) fn submissions() -> &'static str {
    "Submissions"
}

pub(crate) fn submission() -> &'static str {
    "Submission"
}

pub(crate) fn exercises() -> &'static str {
    "Exercises"
}

pub(crate) fn exercise() -> &'static str {
    "Exercise"
}

pub(crate) fn points() -> &'static str {
    "Points"
}

pub(crate) fn passed() -> &'static str {
    "Passed"
}

pub(crate) fn late() -> &'static str {
    "Late"
}

pub(crate) fn mean() -> &'static str {
    "Mean"
}

pub(crate) fn handed_in() -> &'static str {
    "Handed in"
}

pub(crate) fn verdict_head() -> &'static str {
    "Verdict"
}

pub(crate) fn most_frequent_verdict() -> &'static str {
    "Most frequent verdict"
}

pub(crate) fn most_frequent_check() -> &'static str {
    "Most frequent failed check"
}

pub(crate) fn most_frequent_mistake() -> &'static str {
    "Most frequent mistake"
}

pub(crate) fn code() -> &'static str {
    "code"
}

/// `312.4 of 525 points`.
pub(crate) fn mean_of(all: Points, submissions: usize, most: u32) -> String {
    let tenths = all.hundredths() / 10;
    let mean = tenths / submissions.max(1) as u64;
    let mean = Points::from_hundredths(mean * 10);
    grading::points(mean, most)
}

/// `61%`; never 100 while something is missing.
pub(crate) fn percent(part: usize, all: usize) -> String {
    format!("{}%", 100 * part / all.max(1))
}

/// `12 times`.
pub(crate) fn times(count: usize) -> String {
    plural(count, "time")
}

/// What a colour means.
pub(crate) fn standing(class: &str) -> &'static str {
    match class {
        "passed" => "passed",
        "partly" => "some points",
        "failed" => "no points",
        "unchanged" => "unchanged",
        "refused" => "refused",
        "missing" => "not handed in",
        _ => "not judged",
    }
}

/// What the mark in a corner means.
pub(crate) fn late_key() -> &'static str {
    "late"
}

/// A cell in words: `fails 1 of 2 checks, 2 of 4 points, late, 2026-04-01T01:00:00Z: 10% less`.
pub(crate) fn cell(graded: &Graded) -> String {
    let mut parts = vec![
        grading::came_to(graded),
        grading::points(graded.score, graded.max_score),
    ];
    if let HandIn::Late(time) = &graded.hand_in {
        parts.push(grading::late(time, graded.penalty));
    }
    parts.join(", ")
}

/// How a check went.
pub(crate) fn check_status(status: CheckStatus) -> &'static str {
    match status {
        CheckStatus::Passed => "✓ holds:",
        CheckStatus::Failed => "✗ fails:",
        CheckStatus::NotRun => "not run:",
    }
}

/// A verdict without what it is of.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Compiles => "compiles",
        Verdict::DoesNotCompile => "does not compile",
        Verdict::BreaksRules => "breaks the rules",
        Verdict::FailsChecks => "fails a check",
        Verdict::FailsInSomeInterleaving => "fails in some interleaving",
        Verdict::Deadlocks => "deadlocks",
        Verdict::TimesOut => "was still running when its time was up",
        Verdict::ExceedsLimit => "takes more than it may",
        Verdict::NotJudged => "could not be judged",
    }
}

/// An attempt that fails as a mistake of the kit does.
pub(crate) fn like_mistake(slug: &str) -> String {
    format!("It fails as the kit's own mistake `{slug}` does.")
}
