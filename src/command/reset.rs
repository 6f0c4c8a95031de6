//! `reset`: the start of an exercise, with the student's text kept.

use crate::exit::Exit;
use crate::place::Place;
use crate::render::words;
use crate::report;
use crate::terminal::{print, print_json};

pub(super) fn reset(place: &Place, name: &str, json: bool) -> anyhow::Result<Exit> {
    let exercise = place.kit.find(name)?;
    let backup = place.put_back(exercise)?;
    if json {
        print_json(&report::json::reset(&exercise.name, backup.as_deref()))?;
    } else {
        print(&format!(
            "{}\n",
            words::was_reset(&exercise.path(), backup.as_deref())
        ))?;
    }
    Ok(Exit::Passed)
}
