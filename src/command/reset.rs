//! `reset`: the start of an exercise, with the student's text kept.

use std::path::Path;

use super::{print, print_json};
use crate::cli::Place;
use crate::exit::Exit;
use crate::kit::Exercise;
use crate::progress::restore_start;
use crate::render::words;
use crate::report;

pub(super) fn reset(place: &Place, name: &str, json: bool) -> anyhow::Result<Exit> {
    let exercise = place.kit.find(name)?;
    let backup = put_back(place, exercise)?;
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

/// Puts the start back and says where the student's text is kept, relative to the workspace; `None` where there was
/// none to keep.
pub(crate) fn put_back(place: &Place, exercise: &Exercise) -> anyhow::Result<Option<String>> {
    let start = place.kit.start(exercise)?;
    let backup = restore_start(&place.workspace, Path::new(&exercise.path()), &start)?;
    Ok(backup.map(|path| {
        let shown = path.strip_prefix(&place.workspace).unwrap_or(&path);
        shown.display().to_string()
    }))
}
