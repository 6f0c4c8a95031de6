//! `replay`: steps through the interleaving in which an exercise fails.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::run::{Judged, judge_once, read_attempt};
use crate::exit::Exit;
use crate::place::{Place, UsageError, has_folder};
use crate::progress::write_whole;
use crate::render::words;
use crate::render::{self, Detail, Form};
use crate::replay::step_through;
use crate::report::{html, json};
use crate::terminal::{columns, form, is_interactive, print, print_json, waiting_for};
use crate::text::prose;
use crate::wire::Saved;

/// Where an interleaving is shown.
#[derive(Clone, Copy)]
pub(super) enum Medium<'a> {
    /// In the terminal, or as text where there is none.
    Terminal,
    Json,
    /// As a page, in this file.
    Page(&'a Path),
}

impl<'a> Medium<'a> {
    pub(super) fn of(json: bool, page: Option<&'a Path>) -> Self {
        match page {
            Some(file) => Self::Page(file),
            None if json => Self::Json,
            None => Self::Terminal,
        }
    }
}

/// Judges the attempt, then replays.
pub(super) fn replay(place: &Place, name: Option<&str>, medium: Medium) -> anyhow::Result<Exit> {
    require_room(medium)?;
    let Judged { judgement, .. } = judge_once(
        place,
        name,
        &waiting_for(words::asking_rustc(), || place.judge())?,
        read_attempt,
        (!matches!(medium, Medium::Json)).then(columns),
        false,
    )?;
    let judged = Saved {
        exercise: judgement.exercise,
        verdict: judgement.verdict,
        exploration: judgement.exploration,
        trace: judgement.trace,
    };
    show(&judged, medium)
}

/// Replays what was judged before.
pub(super) fn saved(file: &Path, medium: Medium) -> anyhow::Result<Exit> {
    require_room(medium)?;
    let path = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|source| UsageError::Unreadable {
        path: path.clone(),
        source,
    })?;
    let judged = Saved::read(&text).map_err(|source| UsageError::NotSaved { path, source })?;
    show(&judged, medium)
}

fn show(judged: &Saved, medium: Medium) -> anyhow::Result<Exit> {
    let Saved {
        exercise,
        verdict,
        exploration,
        trace,
    } = judged;
    match (medium, trace) {
        (Medium::Json, _) => {
            let replay = json::replay(exercise, *verdict, *exploration, trace.as_ref());
            print_json(&replay)?;
        }
        (_, None) => say(&words::exploration::nothing_to_replay(
            exercise,
            *verdict,
            exploration.as_ref(),
        ))?,
        (Medium::Page(file), Some(trace)) => {
            write_whole(file, &html::replay::replay(exercise, *verdict, trace))?;
            say(&words::replay_page::written(file))?;
        }
        (Medium::Terminal, Some(trace)) => {
            if is_interactive() {
                step_through(trace, exercise)?;
            } else {
                let mut lines = render::timeline::check(trace, columns());
                lines.extend(match form() {
                    Form::Drawn => render::timeline(trace, columns(), Detail::All),
                    Form::Spoken => render::timeline::sentences(trace, columns(), Detail::All),
                });
                print(&(lines.join("\n") + "\n"))?;
            }
        }
    }
    Ok(Exit::after(*verdict))
}

fn say(sentence: &str) -> anyhow::Result<()> {
    let lines = prose(sentence, columns(), "", "");
    print(&(lines.join("\n") + "\n"))
}

/// Whoever asks for a page learns before anything is judged that it cannot be written. A slip of the pen must not cost a file.
fn require_room(medium: Medium) -> Result<(), UsageError> {
    let Medium::Page(file) = medium else {
        return Ok(());
    };
    let shown = || file.display().to_string();
    if file.is_dir() || !has_folder(file) {
        return Err(UsageError::NoPlaceForPage(shown()));
    }
    if file.symlink_metadata().is_ok() && !is_page(file) {
        return Err(UsageError::NoPage(shown()));
    }
    Ok(())
}

/// Whether a file is a page, or empty.
fn is_page(file: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(15).read_to_end(&mut beginning));
    read.is_ok() && (beginning.is_empty() || beginning.eq_ignore_ascii_case(b"<!doctype html>"))
}
