//! `list`: all exercises and which are passed.

use crate::command::progress::progress;
use crate::exit::Exit;
use crate::place::Place;
use crate::render::{self, Form, Row, words};
use crate::report;
use crate::terminal::{columns, form, links, print, print_json};
use crate::text::prose;

pub(super) fn list(place: &Place, json: bool) -> anyhow::Result<Exit> {
    let progress = progress(place)?;
    let exercises = place.kit.exercises();
    let current = place.exercise(None, &progress)?;
    if json {
        print_json(&report::json::list(exercises, &progress, &current.name))?;
        return Ok(Exit::Passed);
    }
    let rows: Vec<Row> = exercises
        .iter()
        .map(|exercise| Row {
            current: exercise.name == current.name,
            ..Row::of(exercise, &place.workspace, &progress)
        })
        .collect();
    let done = rows.iter().filter(|row| row.passed).count();
    let mut lines = match form() {
        Form::Drawn => render::list(&rows, links(), columns()).lines,
        Form::Spoken => render::spoken_list(&rows),
    };
    lines.extend(prose(words::levels(), columns(), "", ""));
    lines.push(words::watch::passed(done, rows.len()));
    print(&(lines.join("\n") + "\n"))?;
    Ok(Exit::Passed)
}
