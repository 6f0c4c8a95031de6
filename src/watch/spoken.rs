//! What the watcher says where nothing is drawn and words are typed: the same as its screen, in sentences.

use std::path::Path;

use super::keys::KEYS;
use super::machine::{List, Machine, View};
use super::page::{changes_body, earlier_body, notice_text};
use crate::render::timeline::sentences;
use crate::render::words::watch as words;
use crate::render::{self, Detail, Errors, Form, Row};
use crate::terminal::Binding;
use crate::text::prose;

/// What somebody needs to know first.
pub(super) fn greeting(welcome: Option<&str>, columns: usize) -> Vec<String> {
    let known: Vec<&str> = KEYS.iter().filter_map(Binding::word).collect();
    let texts = [
        welcome.unwrap_or_default(),
        &words::type_words(&known.join(", ")),
    ];
    texts
        .iter()
        .flat_map(|text| prose(text, columns, "", ""))
        .collect()
}

/// All that can be said now.
pub(super) fn lines(machine: &Machine, columns: usize) -> Vec<String> {
    let mut lines = match machine.view() {
        View::Exercise => exercise(machine, columns),
        View::List(list) => self::list(machine, list),
        View::Help => help(),
        View::Solution(solutions) => {
            let number = solutions.shown + 1;
            let files = &solutions.files;
            let shown = files.get(solutions.shown).map(|(path, text)| {
                let title = words::solution_title(number, files.len());
                let mut lines = vec![format!("{path}: {title}.")];
                lines.extend(render::solution(text, &solutions.own, columns));
                lines
            });
            shown.unwrap_or_default()
        }
        View::Earlier { exercise, ago } => {
            earlier_body(machine, *exercise, *ago, columns, Form::Spoken)
        }
        View::Changes { ago, then, now, .. } => {
            changes_body(*ago, then, now, columns, Form::Spoken)
        }
        View::CheckAll => check_all(machine),
        View::Replay(replay) => sentences(&replay.trace, columns, Detail::All),
    };
    if let Some(notice) = machine.notice() {
        lines.push(notice_text(machine, notice, Form::Spoken));
    }
    lines
}

fn exercise(machine: &Machine, columns: usize) -> Vec<String> {
    let exercise = machine.exercise();
    let (number, total) = (machine.current() + 1, machine.exercises().len());
    let title = exercise.title.as_deref();
    let mut lines = vec![words::standing_at(number, total, &exercise.name, title)];
    lines.push(exercise.path());
    if let Some(judgement) = machine.judgement() {
        let errors = Errors::One(machine.error());
        lines.extend(render::judgement(judgement, columns, errors, Form::Spoken));
    }
    let hints = machine.hints();
    lines.extend(render::hints(hints, exercise.hints.len(), columns));
    lines
}

fn list(machine: &Machine, list: &List) -> Vec<String> {
    let rows: Vec<Row> = machine
        .shown_in(list)
        .into_iter()
        .map(|index| Row {
            current: index == machine.current(),
            ..Row::of(
                &machine.exercises()[index],
                Path::new(""),
                machine.progress(),
            )
        })
        .collect();
    render::spoken_list(&rows)
}

fn help() -> Vec<String> {
    let said = KEYS
        .iter()
        .filter_map(|key| Some((key.word()?, key.meaning()?)));
    let mut lines = vec![words::saving_judges().to_owned()];
    lines.extend(said.map(|(word, meaning)| format!("{word}: {meaning}")));
    lines.push(words::saving_elsewhere().to_owned());
    lines
}

fn check_all(machine: &Machine) -> Vec<String> {
    let Some(check_all) = machine.check_all() else {
        return Vec::new();
    };
    let (done, total) = (check_all.verdicts.len(), machine.exercises().len());
    let mut lines = vec![words::check_all_title(done, total, check_all.finished)];
    lines.extend(check_all.verdicts.iter().map(|(index, verdict)| {
        let name = &machine.exercises()[*index].name;
        format!("{name}: {}.", verdict.word().replace('_', " "))
    }));
    lines
}
