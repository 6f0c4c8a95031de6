//! What `progress` says.

use crate::overview::{Chapter, Tally};
use crate::text::plural;

pub(crate) fn title(tally: &Tally) -> String {
    let passed = format!("{} of {} passed", tally.passed, tally.exercises);
    match tally.max_points {
        0 => passed,
        max => format!("{passed}, {} of {max} points", tally.points),
    }
}

pub(crate) fn points(tally: &Tally) -> String {
    match tally.max_points {
        0 => String::new(),
        max => format!("{}/{max} points", tally.points),
    }
}

/// A chapter, where nothing is drawn.
pub(crate) fn chapter(chapter: &Chapter) -> String {
    let Tally {
        passed, exercises, ..
    } = chapter.tally;
    let points = points(&chapter.tally);
    let comma = if points.is_empty() { "" } else { ", " };
    format!(
        "{}: {passed} of {exercises} passed{comma}{points}.",
        chapter.name
    )
}

/// A day, where nothing is drawn.
pub(crate) fn day(day: &impl std::fmt::Display, passed: usize) -> String {
    format!("{day}: {passed}.")
}

pub(crate) fn concepts(met: usize, all: usize) -> String {
    format!("{met} of {} met", plural(all, "concept"))
}

pub(crate) fn next(chapter: &str, concepts: &[&str]) -> String {
    let concepts = concepts.join(", ");
    if chapter.is_empty() {
        format!("Next: {concepts}.")
    } else {
        format!("Next, in {chapter}: {concepts}.")
    }
}

pub(crate) fn days(count: usize) -> String {
    format!("Passed on {}", plural(count, "day"))
}

pub(crate) fn attempts(all: u32, longest: Option<(&str, u32)>) -> String {
    let all = plural(all as usize, "attempt");
    match longest {
        Some((name, attempts)) => format!("{all} so far; {name} took the most, {attempts}."),
        None => format!("{all} so far."),
    }
}

/// When all was passed.
pub(crate) fn from_to(first: &str, last: &str, days: usize) -> String {
    if first == last {
        format!("You passed them all on {first}.")
    } else {
        format!(
            "You passed them on {}, from {first} to {last}.",
            plural(days, "day")
        )
    }
}

pub(crate) fn imported(from: &str, news: usize) -> String {
    format!(
        "{} of {from} passed that were not passed here.",
        plural(news, "exercise")
    )
}

pub(crate) fn exported(to: &str) -> String {
    format!(
        "Your progress is in {to}; `threadlings progress import {to}` adds it to that of another workspace."
    )
}
