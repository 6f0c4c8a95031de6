//! `run`: judges an exercise once.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::Context;

use crate::command::progress::progress;
use crate::exit::Exit;
use crate::grade::attempt_file;
use crate::judge::{Attempt, Judge, Toolchain};
use crate::kit::Kit;
use crate::place::Place;
use crate::process::{Cancel, Confinement};
use crate::progress::Change;
use crate::render::{self, Errors, words};
use crate::terminal::{Waiting, waiting_for};
use crate::terminal::{columns, form, links, print, print_json, warn};
use crate::verdict::{Judgement, Verdict};
use crate::wire;

pub(super) fn run(
    place: &Place,
    name: Option<&str>,
    sandbox: bool,
    json: bool,
) -> anyhow::Result<Exit> {
    let columns = columns();
    let (judge, read): (Judge, Read) = if sandbox {
        (sandboxed()?, read_untrusted)
    } else {
        (
            waiting_for(words::asking_rustc(), || place.judge())?,
            read_attempt,
        )
    };
    let width = (!json).then_some(columns);
    let Judged {
        judgement,
        solution,
    } = judge_once(place, name, &judge, read, width, true)?;
    if json {
        print_json(&wire::judgement(&judgement))?;
    } else {
        let lines = if judgement.passed() {
            let file = solution.map(|path| (place.workspace.join(&path), path));
            let shown = file
                .as_ref()
                .map(|(file, path)| (file.as_path(), path.as_str()));
            render::summary(&judgement, shown, links(), columns, form())
        } else {
            render::judgement(&judgement, columns, Errors::All, form())
        };
        print(&(lines.join("\n") + "\n"))?;
    }
    Ok(Exit::after(judgement.verdict))
}

/// A judge that trusts nothing in the workspace, not even what it says of the toolchain.
fn sandboxed() -> anyhow::Result<Judge> {
    let toolchain = waiting_for(words::asking_rustc(), || {
        Toolchain::find(Path::new(std::path::MAIN_SEPARATOR_STR))
    })?;
    Ok(Judge::new(toolchain).confined(Arc::new(Confinement::new())))
}

/// How an attempt's file is read.
pub(super) type Read = fn(&Path) -> anyhow::Result<Option<Vec<u8>>>;

/// An attempt that was judged, and after a pass the path of the solution to compare with.
pub(super) struct Judged {
    pub(super) judgement: Judgement,
    pub(super) solution: Option<String>,
}

/// Judges an exercise and writes down what came of it: a pass, and where it counts as one, the attempt.
pub(super) fn judge_once(
    place: &Place,
    name: Option<&str>,
    judge: &Judge,
    read: Read,
    width: Option<usize>,
    counts: bool,
) -> anyhow::Result<Judged> {
    let progress = progress(place)?;
    let exercise = place.exercise(name, &progress)?;
    let text = read(&place.file(exercise))?;
    prepare_dependencies(judge, &place.kit);
    if place.kit.is_explored(exercise) {
        prepare_explorer(judge);
    }
    let attempt = Attempt {
        exercise,
        text: text.as_deref(),
        width,
    };
    let judgement = judge
        .judge(&place.kit, &attempt, &Cancel::new())
        .context("the judging was cancelled")?;

    let mut changes = Vec::new();
    if counts && judgement.verdict != Verdict::NotJudged {
        changes.push(Change::Attempted(exercise.name.clone()));
    }
    if judgement.passed() {
        changes.push(Change::Passed {
            name: exercise.name.clone(),
            points: judgement.points(),
            when: SystemTime::now(),
        });
    }
    // What was judged is told all the same.
    if let Err(error) = crate::progress::update(&place.workspace, &changes) {
        warn(&words::watch::not_saved(&words::error(&error.into())));
    }
    let solutions = match judgement.passed().then(|| place.hand_out(exercise)) {
        Some(Ok(solutions)) => solutions,
        Some(Err(error)) => {
            warn(&words::error(&error));
            Vec::new()
        }
        None => Vec::new(),
    };
    let solution = solutions.into_iter().next().map(|(path, _)| path);
    Ok(Judged {
        judgement,
        solution,
    })
}

/// Builds what the kit's exercises use the first time. Where it fails, the judgement says so.
fn prepare_dependencies(judge: &Judge, kit: &Kit) {
    if judge.dependencies_ready(kit) {
        return;
    }
    let waiting = Waiting::new();
    let _ = judge.prepare_dependencies(kit, None, &Cancel::new(), &mut |progress| {
        waiting.show(&words::building(progress));
    });
}

/// Builds the explorer the first time. That takes seconds, so whoever sits at a terminal is shown how it goes, on a line
/// that is gone afterwards.
pub(super) fn prepare_explorer(judge: &Judge) {
    if judge.explorer_ready() {
        return;
    }
    let waiting = Waiting::new();
    // Where it fails, the judgement says so.
    let _ = judge.prepare_explorer(&Cancel::new(), &mut |progress| {
        waiting.show(&words::building(progress));
    });
}

/// What an exercise's file holds; `None` where there is none. On their own machine a student may well link to it.
pub(crate) fn read_attempt(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// The same for a file that somebody else may have laid out as a trap.
fn read_untrusted(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    attempt_file::read(path).with_context(|| path.display().to_string())
}
