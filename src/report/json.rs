//! The JSON formats. Each has types of its own, apart from the domain's; fields may be added, never renamed.

mod exploration;
mod saved;
mod trace;
mod update;
mod verify;

use serde::Serialize;

use crate::doctor;
use crate::kit::Exercise;
use crate::progress::Progress;
use crate::render;
use crate::verdict::{self, Level, Verdict};
use exploration::Exploration;
use trace::Trace;

pub use saved::{BadJudgement, Saved};
pub use trace::BadTrace;
pub(crate) use update::update;
pub(crate) use verify::verification;

const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Judgement<'a> {
    format: u32,
    exercise: &'a str,
    verdict: &'static str,
    reason: Option<&'a str>,
    points: u32,
    max_points: u32,
    diagnostics: Vec<Diagnostic<'a>>,
    checks: Vec<Check<'a>>,
    exploration: Option<Exploration>,
    trace: Option<Trace>,
    nudges: &'a [String],
    output: &'a str,
    elapsed_ms: u64,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    level: &'static str,
    code: Option<&'a str>,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    rendered: String,
}

#[derive(Serialize)]
struct Check<'a> {
    name: &'a str,
    description: &'a str,
    status: &'static str,
    message: Option<&'a str>,
    exploration: Option<Exploration>,
    points: u32,
    max_points: u32,
}

/// What `run --json` prints.
pub fn judgement(judgement: &verdict::Judgement) -> impl Serialize + '_ {
    Judgement {
        format: FORMAT,
        exercise: &judgement.exercise,
        verdict: judgement.verdict.word(),
        reason: judgement.reason.as_deref(),
        points: judgement.points(),
        max_points: judgement.max_points(),
        diagnostics: judgement.diagnostics.iter().map(diagnostic).collect(),
        checks: judgement.checks.iter().map(check).collect(),
        exploration: judgement.exploration.map(Into::into),
        trace: judgement.trace.as_ref().map(Into::into),
        nudges: &judgement.nudges,
        output: &judgement.output,
        elapsed_ms: u64::try_from(judgement.elapsed.as_millis()).unwrap_or(u64::MAX),
    }
}

fn diagnostic(diagnostic: &verdict::Diagnostic) -> Diagnostic<'_> {
    Diagnostic {
        level: match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        code: diagnostic.code.as_deref(),
        message: &diagnostic.message,
        file: diagnostic.file.as_deref(),
        line: diagnostic.line,
        column: diagnostic.column,
        rendered: render::plain(&diagnostic.rendered),
    }
}

fn check(check: &verdict::CheckResult) -> Check<'_> {
    Check {
        name: &check.name,
        description: &check.description,
        status: check.status.word(),
        message: check.message.as_deref(),
        exploration: check.exploration.map(Into::into),
        points: check.points(),
        max_points: check.max_points,
    }
}

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

#[derive(Serialize)]
struct Doctor<'a> {
    format: u32,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    name: &'a str,
    status: &'static str,
    detail: &'a str,
    advice: Option<&'a str>,
}

/// What `doctor --json` prints.
pub(crate) fn doctor(items: &[doctor::Item]) -> impl Serialize + '_ {
    let items = items.iter().map(|item| Item {
        name: item.name,
        status: item.status.word(),
        detail: &item.detail,
        advice: item.advice.as_deref(),
    });
    Doctor {
        format: FORMAT,
        items: items.collect(),
    }
}
