//! `replay`: steps through the interleaving in which an exercise fails.

use std::fs;
use std::path::Path;

use super::run::{Judged, judge_once, read_attempt};
use crate::exit::Exit;
use crate::place::{Place, UsageError};
use crate::render::words::exploration as words;
use crate::render::{self, Detail};
use crate::replay::step_through;
use crate::report::json;
use crate::terminal::{columns, is_interactive, print, print_json};
use crate::text::prose;
use crate::wire::Saved;

/// Judges the attempt, then replays.
pub(super) fn replay(place: &Place, name: Option<&str>, json: bool) -> anyhow::Result<Exit> {
    let Judged { judgement, .. } = judge_once(
        place,
        name,
        &place.judge()?,
        read_attempt,
        (!json).then(columns),
        false,
    )?;
    let judged = Saved {
        exercise: judgement.exercise,
        verdict: judgement.verdict,
        exploration: judgement.exploration,
        trace: judgement.trace,
    };
    show(&judged, json)
}

/// Replays what was judged before.
pub(super) fn saved(file: &Path, json: bool) -> anyhow::Result<Exit> {
    let path = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|source| UsageError::Unreadable {
        path: path.clone(),
        source,
    })?;
    let judged = Saved::read(&text).map_err(|source| UsageError::NotSaved { path, source })?;
    show(&judged, json)
}

fn show(judged: &Saved, json: bool) -> anyhow::Result<Exit> {
    let Saved {
        exercise,
        verdict,
        exploration,
        trace,
    } = judged;
    if json {
        let replay = json::replay(exercise, *verdict, *exploration, trace.as_ref());
        print_json(&replay)?;
    } else if let Some(trace) = trace {
        if is_interactive() {
            step_through(trace, exercise)?;
        } else {
            let mut lines = render::timeline::check(trace, columns());
            lines.extend(render::timeline(trace, columns(), Detail::All));
            print(&(lines.join("\n") + "\n"))?;
        }
    } else {
        let sentence = words::nothing_to_replay(exercise, *verdict, exploration.as_ref());
        let lines = prose(&sentence, columns(), "", "");
        print(&(lines.join("\n") + "\n"))?;
    }
    Ok(Exit::after(*verdict))
}
