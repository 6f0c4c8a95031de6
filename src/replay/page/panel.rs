//! What is the case after a step, in sentences.

use std::ops::RangeInclusive;

use colored::Colorize;

use super::scene::Scene;
use crate::render::timeline::{Entry, cut, outcome, situation, words as timeline};
use crate::render::words::exploration::panel as heads;
use crate::text::{prose, width};
use crate::trace::state::State;

/// The width of the heads.
const HEAD: usize = 10;

/// The step, or the ending at the last one, and below it the state; so many lines at least and at most.
pub(super) fn panel(
    scene: &Scene,
    state: &State,
    step: Option<&Entry>,
    (columns, code_columns): (usize, usize),
    room: RangeInclusive<usize>,
) -> Vec<String> {
    let mut lines = Vec::new();
    if scene.stepper.is_last() {
        lines.extend(outcome(scene.trace, &scene.story.names, columns));
        if let Some(cause) = &scene.story.cause {
            let sentence = timeline::causes::cause(scene.trace, &scene.story.names, cause);
            let broken = prose(&sentence, columns, "  ", "  ");
            lines.extend(broken.iter().map(|line| line.bold().to_string()));
        }
    } else if let Some(step) = step {
        let sentence = timeline::sentence(&scene.story.names, step);
        let broken = prose(&sentence, columns, "", "");
        lines.extend(broken.iter().map(|line| line.bold().to_string()));
        // Above there was no room for all of it.
        let code = step.line().and_then(|line| scene.story.code.line(line));
        if let Some(code) = code.filter(|code| width(code) > code_columns) {
            lines.push(cut(&format!("  {}", code.trim()), columns));
        }
    }
    lines.extend(items(scene, state, columns));
    let (least, most) = room.into_inner();
    if lines.len() > most {
        lines.truncate(most.saturating_sub(1));
        lines.push("…".dimmed().to_string());
    }
    lines.truncate(most);
    lines.resize(lines.len().max(least.min(most)), String::new());
    lines
}

/// What is the case, each kind below its head.
pub(crate) fn items(scene: &Scene, state: &State, columns: usize) -> Vec<String> {
    let kinds = kinds(scene, state).into_iter();
    let kinds = kinds.filter(|(_, items)| !items.is_empty());
    kinds
        .flat_map(|(head, items)| {
            let lead = format!("{head:HEAD$}");
            let lead = lead.replace(head, &head.dimmed().to_string());
            prose(&items.join("; "), columns, &lead, &" ".repeat(HEAD))
        })
        .collect()
}

fn kinds(scene: &Scene, state: &State) -> [(&'static str, Vec<String>); 5] {
    let mut items = situation(scene.trace, &scene.story.names, state);
    // At the end, who waits for whom stands above.
    if scene.stepper.is_last() && !scene.trace.ending.blocked().is_empty() {
        for (head, sentences) in &mut items {
            if *head == heads::waiting() {
                sentences.clear();
            }
        }
    }
    items
}
