//! `hint`: one more hint than last time.

use crate::command::progress::progress;
use crate::exit::Exit;
use crate::place::Place;
use crate::progress::Change;
use crate::render;
use crate::report;
use crate::terminal::{columns, print, print_json};

pub(super) fn hint(
    place: &Place,
    name: Option<&str>,
    all: bool,
    json: bool,
) -> anyhow::Result<Exit> {
    let progress = progress(place)?;
    let exercise = place.exercise(name, &progress)?;
    let total = exercise.hints.len();
    let seen = progress.record(&exercise.name).hints_seen as usize;
    let shown = if all { total } else { (seen + 1).min(total) };
    if shown > seen {
        let change = Change::HintSeen {
            name: exercise.name.clone(),
            count: u32::try_from(shown).unwrap_or(u32::MAX),
        };
        crate::progress::update(&place.workspace, &[change])?;
    }
    let hints = &exercise.hints[..shown];
    if json {
        print_json(&report::json::hints(&exercise.name, hints, total))?;
    } else if hints.is_empty() {
        print(&format!("{}\n", render::words::no_hints(&exercise.name)))?;
    } else {
        print(&(render::hints(hints, total, columns()).join("\n") + "\n"))?;
    }
    Ok(Exit::Passed)
}
