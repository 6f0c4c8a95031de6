//! The JSON that commands print. Each has types of its own, apart from the domain's; fields may be added, never renamed.

mod grade;
mod overview;
mod update;
mod verify;

use serde::Serialize;

use crate::kit::Exercise;
use crate::progress::Progress;
use crate::verdict::{self, Verdict};
use crate::wire::{Exploration, FORMAT, Trace};

pub use grade::{BadGrading, read_grading, write_grading};
pub(crate) use overview::overview;
pub(crate) use update::update;
pub(crate) use verify::verification;

#[derive(Serialize)]
struct Replay<'a> {
    format: u32,
    exercise: &'a str,
    verdict: &'static str,
    exploration: Option<Exploration>,
    trace: Option<Trace>,
}

/// What `replay --json` prints.
pub fn replay<'a>(
    exercise: &'a str,
    verdict: Verdict,
    exploration: Option<verdict::Exploration>,
    trace: Option<&crate::trace::Trace>,
) -> impl Serialize + 'a {
    Replay {
        format: FORMAT,
        exercise,
        verdict: verdict.word(),
        exploration: exploration.map(Into::into),
        trace: trace.map(Into::into),
    }
}

#[derive(Serialize)]
struct List<'a> {
    format: u32,
    current: &'a str,
    exercises: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    dir: Option<&'a str>,
    title: Option<&'a str>,
    concepts: &'a [String],
    path: String,
    passed: bool,
    passed_at: Option<String>,
    attempts: u32,
    hints: usize,
    hints_seen: u32,
    points: u32,
}

/// What `list --json` prints.
pub fn list<'a>(
    exercises: &'a [Exercise],
    progress: &Progress,
    current: &'a str,
) -> impl Serialize + 'a {
    let rows = exercises.iter().map(|exercise| {
        let record = progress.record(&exercise.name);
        Row {
            name: &exercise.name,
            dir: exercise.dir.as_deref(),
            title: exercise.title.as_deref(),
            concepts: &exercise.concepts,
            path: exercise.path(),
            passed: record.is_passed(),
            passed_at: record
                .passed_at
                .map(|at| humantime::format_rfc3339_seconds(at).to_string()),
            attempts: record.attempts,
            hints: exercise.hints.len(),
            hints_seen: record.hints_seen,
            points: record.points,
        }
    });
    List {
        format: FORMAT,
        current,
        exercises: rows.collect(),
    }
}

#[derive(Serialize)]
struct Hints<'a> {
    format: u32,
    exercise: &'a str,
    hints: &'a [String],
    total: usize,
}

/// What `hint --json` prints.
pub fn hints<'a>(exercise: &'a str, hints: &'a [String], total: usize) -> impl Serialize + 'a {
    Hints {
        format: FORMAT,
        exercise,
        hints,
        total,
    }
}

#[derive(Serialize)]
struct Reset<'a> {
    format: u32,
    exercise: &'a str,
    backup: Option<&'a str>,
}

/// What `reset --json` prints.
pub fn reset<'a>(exercise: &'a str, backup: Option<&'a str>) -> impl Serialize + 'a {
    Reset {
        format: FORMAT,
        exercise,
        backup,
    }
}

#[derive(Serialize)]
struct Solutions<'a> {
    format: u32,
    exercise: &'a str,
    solutions: Vec<Solution<'a>>,
}

#[derive(Serialize)]
struct Solution<'a> {
    path: &'a str,
    text: &'a str,
}

/// What `solution --json` prints.
pub fn solutions<'a>(exercise: &'a str, files: &'a [(String, String)]) -> impl Serialize + 'a {
    let solutions = files.iter().map(|(path, text)| Solution { path, text });
    Solutions {
        format: FORMAT,
        exercise,
        solutions: solutions.collect(),
    }
}
