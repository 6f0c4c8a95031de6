//! The stepper's screen as lines. Pure: a place in a trace and a size go in, at most that many lines come out.
//!
//! Above stands the student's source beside the steps, below it what is the case after the current step.

mod panel;
mod scene;

use colored::Colorize;

use super::keys::KEYS;
use crate::render::timeline::{Entry, Tone, cut, pad, tinted, toned};
use crate::render::words::exploration as words;
use crate::terminal::line_of_keys;
use crate::text::{cut_to_screen, one_line, width};
use crate::trace::state::{Phase, State};
pub(crate) use panel::items;
pub(crate) use scene::Scene;

/// The steps need no more room than this for their words.
const WIDEST_STEPS: usize = 46;
/// More about a step is rarely to be said.
const MOST_PANEL: usize = 8;
/// With fewer columns there is room for the steps only.
const ROOM_FOR_SOURCE: usize = 60;
/// A cursor, the thread, the line, and space.
const BEFORE_WORDS: usize = 8;
/// The threads, the line, and space.
const BEFORE_CODE: usize = 8;
/// With fewer rows nothing stands between the steps and the edges.
const ROOM_TO_SPARE: usize = 12;

/// Draws it.
pub(crate) fn page(scene: &Scene, columns: usize, rows: usize) -> Vec<String> {
    let columns = columns.max(1);
    let step = scene.story.steps.get(scene.stepper.step());
    let state = scene.story.state(scene.trace, scene.stepper.step());

    let spacious = rows >= ROOM_TO_SPARE;
    let mut lines = vec![title(scene, columns)];
    if spacious {
        lines.push(threads(scene, &state));
    }
    let usual = (rows / 4).min(MOST_PANEL);
    let room = if scene.stepper.is_last() {
        usual..=rows / 2
    } else {
        usual..=usual
    };
    let code = code_columns(scene, columns);
    let panel = panel::panel(scene, &state, step, (columns, code), room);
    let foot = if spacious { 2 } else { 1 };
    let room = rows.saturating_sub(lines.len() + panel.len() + foot);
    lines.extend(panes(scene, &state, step, columns, room));
    if spacious {
        lines.push("─".repeat(columns).dimmed().to_string());
    }
    lines.extend(panel);
    lines.push(line_of_keys(KEYS, columns));
    cut_to_screen(&mut lines, columns);
    let keys = lines.pop();
    lines.truncate(rows.saturating_sub(1));
    lines.extend(keys.filter(|_| rows > 0));
    lines
}

fn title(scene: &Scene, columns: usize) -> String {
    let place = words::step_of(
        (scene.stepper.step() + 1).min(scene.stepper.steps()),
        scene.stepper.steps(),
    );
    let name = scene.exercise.bold();
    let line = format!("{name}  {place}");
    let room = columns.saturating_sub(width(&line) + 2);
    match cut(&one_line(&scene.trace.description), room).as_str() {
        "" => line,
        check => format!("{line}  {}", check.dimmed()),
    }
}

/// Which sign stands for which thread.
fn threads(scene: &Scene, state: &State) -> String {
    let threads = state.threads.iter().enumerate();
    let signs = threads.map(|(thread, standing)| {
        let text = format!("{} {}", sign(thread), scene.story.names.head(thread));
        match standing.phase {
            Phase::NotSpawned | Phase::Ended { .. } => text.dimmed().to_string(),
            _ => tinted(thread, &text).to_string(),
        }
    });
    signs.collect::<Vec<_>>().join("  ")
}

/// The sign of a thread: its number, or a letter from 10 on, since it is a key too.
pub(crate) fn sign(thread: usize) -> String {
    let letter = thread
        .checked_sub(10)
        .and_then(|index| u8::try_from(index).ok());
    match (thread, letter) {
        (0, _) => "m".to_owned(),
        (_, Some(index @ 0..26)) => char::from(b'A' + index).to_string(),
        (number, _) => number.to_string(),
    }
}

/// The source and the steps, side by side.
pub(crate) fn panes(
    scene: &Scene,
    state: &State,
    step: Option<&Entry>,
    columns: usize,
    room: usize,
) -> Vec<String> {
    if columns < ROOM_FOR_SOURCE {
        return steps(scene, columns, room);
    }
    let right = step_columns(scene, columns);
    let left = columns - right - 3;
    let source = source(scene, state, step, left, room);
    let steps = steps(scene, right, room);
    source
        .into_iter()
        .zip(steps)
        .map(|(source, step)| format!("{} {} {step}", pad(&source, left), "│".dimmed()))
        .collect()
}

/// How wide the steps are, beside the source.
fn step_columns(scene: &Scene, columns: usize) -> usize {
    let words = scene.story.steps.iter().map(|step| width(&step.words));
    let wanted = words.max().unwrap_or(0) + BEFORE_WORDS;
    wanted.max(columns / 3).min(columns / 2).min(WIDEST_STEPS)
}

/// How many columns of a line of code are shown.
fn code_columns(scene: &Scene, columns: usize) -> usize {
    if columns < ROOM_FOR_SOURCE {
        return 0;
    }
    columns - step_columns(scene, columns) - 3 - BEFORE_CODE
}

/// The part of the source around the current step. Each thread stands at its line.
fn source(
    scene: &Scene,
    state: &State,
    step: Option<&Entry>,
    columns: usize,
    room: usize,
) -> Vec<String> {
    let lines = scene.story.code.lines();
    let current = step.and_then(|step| step.line().or(state.threads[step.thread].line));
    let top = window(
        current.map_or(0, |line| line as usize - 1),
        lines.len(),
        room,
    );
    let mut shown: Vec<String> = lines
        .iter()
        .enumerate()
        .skip(top)
        .take(room)
        .map(|(index, text)| {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let here: Vec<usize> = (0..state.threads.len())
                .filter(|thread| stands_at(state, *thread, number))
                .collect();
            let signs = signs(&here, step);
            let is_current = current == Some(number);
            let text = cut(text, columns.saturating_sub(BEFORE_CODE));
            let text = match (is_current, here.first()) {
                (true, _) => pad(&text, columns.saturating_sub(BEFORE_CODE))
                    .reversed()
                    .to_string(),
                (false, Some(thread)) => tinted(*thread, &text).to_string(),
                (false, None) => text.dimmed().to_string(),
            };
            format!("{signs}{} {text}", format!("{number:>3}").dimmed())
        })
        .collect();
    shown.resize(room, String::new());
    shown
}

/// Whether a thread has come to this line and not ended there.
fn stands_at(state: &State, thread: usize, line: u32) -> bool {
    let standing = &state.threads[thread];
    let is_there = matches!(standing.phase, Phase::Running | Phase::Blocked(_));
    is_there && standing.line == Some(line)
}

/// The signs of the threads at a line, in four columns; the one that did the step comes first.
fn signs(here: &[usize], step: Option<&Entry>) -> String {
    let mut here = here.to_vec();
    here.sort_by_key(|thread| step.is_none_or(|step| step.thread != *thread));
    let mut text = String::new();
    for thread in here {
        let sign = sign(thread);
        if width(&text) + width(&sign) > 3 {
            text = format!("{text}+");
            break;
        }
        text += &tinted(thread, &sign).bold().to_string();
    }
    pad(&text, 4)
}

/// The steps around the current one.
fn steps(scene: &Scene, columns: usize, room: usize) -> Vec<String> {
    let all = &scene.story.steps;
    let current = scene.stepper.step();
    let top = window(current, all.len(), room);
    let mut shown: Vec<String> = all
        .iter()
        .enumerate()
        .skip(top)
        .take(room)
        .map(|(index, step)| {
            let line = step.line().map_or(String::new(), |line| line.to_string());
            let thread = pad(&sign(step.thread), 2);
            let words = cut(&step.words, columns.saturating_sub(BEFORE_WORDS));
            if index == current {
                let text = format!("{thread}{line:>3}  {words}");
                return format!("›{}", pad(&text, columns.saturating_sub(1)).reversed());
            }
            let words = match step.tone {
                _ if index > current => words.dimmed(),
                Tone::Plain => words.normal(),
                tone => toned(tone, &words),
            };
            format!(
                " {}{}  {words}",
                tinted(step.thread, &thread),
                format!("{line:>3}").dimmed()
            )
        })
        .collect();
    shown.resize(room, String::new());
    shown
}

/// Where a window of `room` lines begins that has the current one in its middle, as far as possible.
fn window(current: usize, all: usize, room: usize) -> usize {
    current
        .saturating_sub(room / 2)
        .min(all.saturating_sub(room))
}

#[cfg(test)]
mod tests;
