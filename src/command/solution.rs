//! `solution`: what the kit answers, for those who have passed.

use std::fs;

use anyhow::Context;

use super::{print, print_json, progress};
use crate::cli::Place;
use crate::exit::Exit;
use crate::kit::Exercise;
use crate::render::words;
use crate::report;

pub(super) fn solution(place: &Place, name: &str, json: bool) -> anyhow::Result<Exit> {
    let exercise = place.kit.find(name)?;
    if !progress(place)?.is_passed(&exercise.name) {
        if json {
            print_json(&report::json::solutions(&exercise.name, &[]))?;
        } else {
            print(&format!("{}\n", words::not_earned(&exercise.name)))?;
        }
        return Ok(Exit::NotPassed);
    }
    let solutions = hand_out(place, exercise)?;
    if json {
        print_json(&report::json::solutions(&exercise.name, &solutions))?;
    } else {
        let texts: Vec<String> = solutions
            .iter()
            .map(|(path, text)| format!("── {path}\n{text}"))
            .collect();
        print(&texts.join("\n"))?;
    }
    Ok(Exit::Passed)
}

/// The solutions of an exercise, as paths relative to the workspace and texts. Those that the workspace lacks are
/// written there: the student has earned them. What is there already is left as it is.
pub(crate) fn hand_out(
    place: &Place,
    exercise: &Exercise,
) -> anyhow::Result<Vec<(String, String)>> {
    let solutions = place.kit.solutions(exercise)?;
    for (path, text) in &solutions {
        let file = place.workspace.join(path);
        if file.exists() {
            continue;
        }
        if let Some(dir) = file.parent() {
            fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        }
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(solutions)
}
