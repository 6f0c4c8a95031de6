//! `solution`: what the kit answers, for those who have passed.

use crate::command::progress::progress;
use crate::exit::Exit;
use crate::place::Place;
use crate::render::words;
use crate::report;
use crate::terminal::{print, print_json};

pub(super) fn solution(place: &Place, name: &str, json: bool) -> anyhow::Result<Exit> {
    let exercise = place.kit.find(name)?;
    if !progress(place)?.is_passed(&exercise.name) {
        if json {
            print_json(&report::json::solutions(&exercise.name, &[]))?;
        } else if place.kit.has_checks_elsewhere(exercise) {
            print(&format!("{}\n", words::solution_elsewhere(&exercise.name)))?;
        } else {
            print(&format!("{}\n", words::not_earned(&exercise.name)))?;
        }
        return Ok(Exit::NotPassed);
    }
    let solutions = place.hand_out(exercise)?;
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
