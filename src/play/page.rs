//! The scheduler's screen as lines. Pure: a game and a size go in, at most that many lines come out.

use colored::Colorize;

use super::game::{Game, Message};
use super::keys::{KEYS, KEYS_AT_THE_END};
use crate::judge::{Asks, Played, Stands, Turn};
use crate::render::timeline::{Story, cut, tinted};
use crate::render::words::play as words;
use crate::render::{Detail, timeline};
use crate::replay::{Scene, Stepper, items, panes, sign};
use crate::terminal::line_of_keys;
use crate::text::{cut_to_screen, one_line, prose, width};
use crate::trace::choice::Choice;
use crate::trace::state::State;
use crate::trace::{Blocked, Operation};

/// Draws it.
pub(super) fn page(exercise: &str, game: &Game, columns: usize, rows: usize) -> Vec<String> {
    let columns = columns.max(1);
    let (mut lines, keys) = if game.is_won() {
        (won(exercise, game, columns, rows), KEYS_AT_THE_END)
    } else {
        (playing(exercise, game, columns, rows), KEYS)
    };
    lines.truncate(rows.saturating_sub(1));
    lines.resize(rows.saturating_sub(1), String::new());
    lines.extend((rows > 0).then(|| line_of_keys(keys, columns)));
    cut_to_screen(&mut lines, columns);
    lines
}

fn title(exercise: &str, game: &Game, columns: usize) -> String {
    let name = exercise.bold().to_string();
    let room = columns.saturating_sub(width(&name) + 2);
    let check = cut(&one_line(&game.position().trace.description), room);
    format!("{name}  {}", check.dimmed())
}

/// The check has failed.
fn won(exercise: &str, game: &Game, columns: usize, rows: usize) -> Vec<String> {
    let trace = &game.position().trace;
    let fewest = game.shortest().map(|shortest| shortest.switches);
    let mut lines = vec![title(exercise, game, columns)];
    let said = words::won(trace.preemptions, fewest);
    let said = prose(&said, columns, "", "");
    lines.extend(said.iter().map(|line| line.green().bold().to_string()));
    let room = rows.saturating_sub(lines.len() + 1);
    let drawing = timeline::timeline(trace, columns, Detail::All);
    let top = game.scrolled().min(drawing.len().saturating_sub(room));
    lines.extend(drawing.into_iter().skip(top));
    lines
}

fn playing(exercise: &str, game: &Game, columns: usize, rows: usize) -> Vec<String> {
    let position = game.position();
    let trace = &position.trace;
    let story = Story::so_far(trace);
    let stepper = Stepper::at_last(story.steps.len());
    let scene = Scene {
        exercise,
        trace,
        story: &story,
        stepper: &stepper,
    };
    let mut state = State::after(trace, trace.events.len());
    for standing in trace.ending.blocked() {
        let spot = trace.spot_of_wait(standing);
        if let (Some(spot), Some(thread)) = (spot, state.threads.get_mut(standing.thread)) {
            thread.line = Some(spot.line);
        }
    }
    let mut lines = vec![title(exercise, game, columns)];
    lines.extend(aim(game, columns));
    let mut below = vec!["─".repeat(columns).dimmed().to_string()];
    // A third of the screen, and never so few that it is no choice.
    below.extend(choices(position, &story, columns, (rows / 3).max(4)));
    below.extend(said(game, &story, columns));
    let facts = items(&scene, &state, columns);
    let room = rows.saturating_sub(lines.len() + below.len() + 1);
    // The source needs some lines to be of use.
    let facts: Vec<String> = facts.into_iter().take(room.saturating_sub(5)).collect();
    let room = room.saturating_sub(facts.len());
    let step = story.steps.last();
    lines.extend(panes(&scene, &state, step, columns, room));
    lines.extend(below);
    lines.extend(facts);
    lines
}

fn aim(game: &Game, columns: usize) -> Vec<String> {
    let position = game.position();
    let fewest = game.shortest().map(|shortest| shortest.switches);
    let made = position.trace.preemptions;
    let aim = match game.vain_tries() {
        Some(tries) => words::cannot_win(&position.exploration, tries),
        None => words::aim(position.fails, fewest, &position.exploration, made),
    };
    prose(&aim, columns, "", "")
}

/// Who can be chosen, and what everybody is about to do. Where that is more than `most` lines, whoever waits is left out first.
fn choices(position: &Played, story: &Story, columns: usize, most: usize) -> Vec<String> {
    let trace = &position.trace;
    let standing = trace.ending.blocked();
    match &position.stands {
        Stands::Asks(asks) => ways(asks, standing, story, columns),
        Stands::Held => vec![words::held().green().to_string()],
        Stands::Open(turns) => {
            let turn_of = |thread: usize| turns.iter().find(|turn| turn.thread == thread);
            let (mut shown, mut left_out) = (standing.to_vec(), 0);
            while shown.len() > most
                && let Some(last) = shown.iter().rposition(|it| turn_of(it.thread).is_none())
            {
                shown.remove(last);
                left_out += 1;
            }
            left_out += shown.len().saturating_sub(most);
            shown.truncate(most);
            let lines = shown.iter().map(|standing| {
                let turn = turn_of(standing.thread);
                thread(position, story, standing, turn, columns)
            });
            let more = (left_out > 0).then(|| words::more_threads(left_out).dimmed().to_string());
            lines.chain(more).collect()
        }
        Stands::Failed(_) => Vec::new(),
    }
}

/// What a thread is about to do, or what it waits for where nobody can choose it.
fn thread(
    position: &Played,
    story: &Story,
    standing: &Blocked,
    turn: Option<&Turn>,
    columns: usize,
) -> String {
    let can_go = turn.map(|turn| turn.early);
    let about = words::about_to(&position.trace, &story.names, standing, can_go);
    let name = story.names.thread(standing.thread);
    let text = format!("{}  {name} {about}", sign(standing.thread));
    let Some(turn) = turn else {
        return cut(&text, columns).dimmed().to_string();
    };
    let switch = if turn.switches {
        format!(" {}", words::is_switch(turn.early))
    } else {
        String::new()
    };
    let text = cut(&text, columns.saturating_sub(width(&switch)));
    let text = tinted(standing.thread, &text).bold();
    format!("{text}{}", switch.dimmed())
}

/// A step can go in several ways.
fn ways(asks: &Asks, standing: &[Blocked], story: &Story, columns: usize) -> Vec<String> {
    let operation = operation(asks, standing);
    (0..asks.ways)
        .map(|way| {
            let thread = asks.threads.get(way).copied();
            let key = thread.map_or_else(|| (way + 1).to_string(), sign);
            let words = words::way(operation, &story.names, thread, way);
            let name = story.names.thread(asks.thread);
            cut(&format!("{key}  {name}: {words}"), columns)
                .bold()
                .to_string()
        })
        .collect()
}

fn operation(asks: &Asks, standing: &[Blocked]) -> Operation {
    let whose = standing.iter().find(|it| it.thread == asks.thread);
    whose.map_or(Operation::Note, |whose| whose.operation)
}

/// A hint, or why something does not go.
fn said(game: &Game, story: &Story, columns: usize) -> Vec<String> {
    let position = game.position();
    let exploration = &position.exploration;
    let said = match game.message() {
        None if game.is_running() => words::running().to_owned(),
        None => return Vec::new(),
        Some(Message::Hint(choice)) => hint(*choice, position, story),
        Some(Message::HintIsElsewhere(back)) => words::hint_is_elsewhere(*back),
        Some(Message::NoHint) => words::no_hint(position.fails, exploration),
        Some(Message::CannotGoOn(thread)) => words::cannot_go_on(story.names.thread(*thread)),
    };
    let lines = prose(&said, columns, "", "");
    lines
        .iter()
        .map(|line| line.magenta().to_string())
        .collect()
}

fn hint(choice: Choice, position: &Played, story: &Story) -> String {
    let standing = position.trace.ending.blocked();
    match (choice, &position.stands) {
        (Choice::Turn { thread, early }, _) => {
            let whose = standing.iter().find(|it| it.thread == thread);
            let about = whose
                .map(|whose| words::about_to(&position.trace, &story.names, whose, Some(early)));
            let name = story.names.thread(thread);
            words::hint(
                &sign(thread),
                &format!("{name} {}", about.unwrap_or_default()),
            )
        }
        (Choice::Way(way), Stands::Asks(asks)) => {
            let thread = asks.threads.get(way).copied();
            let key = thread.map_or_else(|| (way + 1).to_string(), sign);
            let operation = operation(asks, standing);
            words::hint(&key, &words::way(operation, &story.names, thread, way))
        }
        (Choice::Way(way), _) => words::hint(&(way + 1).to_string(), ""),
    }
}

#[cfg(test)]
mod tests;
