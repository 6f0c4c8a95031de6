//! An interleaving as a drawing: one column for each thread, time downwards, then how it ended and why. Pure: a trace and
//! a width go in, lines come out.

mod cause;
mod circle;
mod code;
mod detail;
pub(crate) mod drawing;
mod entries;
mod fold;
mod grid;
mod legend;
mod plan;
mod situation;
mod wait_circle;
pub(crate) mod words;

use colored::Colorize;

use crate::text::one_line;
use crate::text::prose;
use crate::trace::names::Names;
use crate::trace::state::State;
use crate::trace::{Ending, Trace};
pub(crate) use cause::Cause;
use fold::Row;
use plan::Plan;

pub(crate) use code::{Code, cut};
pub use detail::Detail;
pub(crate) use entries::{Entry, Tone};
pub(crate) use grid::{pad, tinted, toned};
pub(crate) use situation::situation;
pub(crate) use wait_circle::Link;

/// A trace with what a reader needs: names, words, and what went wrong.
#[derive(Debug)]
pub(crate) struct Story {
    /// What threads and objects are called.
    pub(crate) names: Names,
    /// What went wrong in general.
    pub(crate) cause: Option<Cause>,
    /// The student's file.
    pub(crate) code: Code,
    /// Every step that is worth showing.
    pub(crate) steps: Vec<Entry>,
}

impl Story {
    /// The story of a trace.
    pub(crate) fn of(trace: &Trace) -> Self {
        let names = Names::of(trace);
        let cause = Cause::find(trace);
        let steps = entries::entries(trace, &names, cause.as_ref());
        Self {
            cause,
            code: Code::of(trace),
            steps,
            names,
        }
    }

    /// The story of a trace that is not over: nothing has gone wrong yet.
    pub(crate) fn so_far(trace: &Trace) -> Self {
        let names = Names::of(trace);
        Self {
            cause: None,
            code: Code::of(trace),
            steps: entries::so_far(trace, &names),
            names,
        }
    }

    /// What is the case after the step with this index.
    pub(crate) fn state(&self, trace: &Trace, step: usize) -> State {
        let mut state = State::before(trace);
        for step in self.steps.iter().take(step + 1) {
            step.happen(trace, &mut state);
        }
        state
    }
}

/// Whether the drawing tells more than the message of the check: where there are several threads, or one that is stuck.
pub(crate) fn is_telling(trace: &Trace) -> bool {
    trace.threads.len() > 1 || !matches!(trace.ending, Ending::Panic { .. } | Ending::Exit { .. })
}

/// The check that a drawing is of, where its sentence is known.
pub(crate) fn check(trace: &Trace, columns: usize) -> Vec<String> {
    if trace.description.is_empty() {
        return Vec::new();
    }
    let lead = format!("{} ", "✗".red().bold());
    prose(&one_line(&trace.description), columns, &lead, "  ")
}

/// Draws a trace. Lines take at most `columns` columns, as long as these are not fewer than 20.
pub fn timeline(trace: &Trace, columns: usize, detail: Detail) -> Vec<String> {
    let plan = Plan::of(trace, columns, detail);
    let Plan { names, grid, .. } = &plan;
    let title = prose(words::title(&trace.ending), columns, "", "");
    let mut lines: Vec<String> = title.iter().map(|line| line.dimmed().to_string()).collect();
    lines.extend(grid.lines(trace, names, &plan.code, &plan.rows));
    lines.push(String::new());
    let notes = prose(&plan.notes(trace).join("; "), columns, "  ", "  ");
    lines.extend(notes.iter().map(|line| line.dimmed().to_string()));
    if !notes.is_empty() {
        lines.push(String::new());
    }
    lines.extend(outcome(trace, names, columns));
    if let Some(sentence) = plan.cause(trace) {
        lines.push(String::new());
        let broken = prose(&sentence, columns, "  ", "  ");
        lines.extend(broken.iter().map(|line| line.bold().to_string()));
    }
    if !grid.has_code() && !plan.quoted.is_empty() {
        lines.push(String::new());
        lines.extend(plan.code.quote(&plan.quoted, columns));
    }
    lines
}

/// So wide that each thread that matters has room.
const WIDE: usize = 200;

/// The same as sentences, each step with its number.
pub(crate) fn sentences(trace: &Trace, columns: usize, detail: Detail) -> Vec<String> {
    let plan = Plan::of(trace, WIDE, detail);
    let Plan { names, .. } = &plan;
    let mut lines = prose(words::title(&trace.ending), columns, "", "");
    let mut number = 0;
    for row in &plan.rows {
        let (lead, sentence) = match row {
            Row::Step(step) => {
                number += 1;
                // A screen reader would say that there is an arrow.
                let sentence = words::sentence(names, step).replace(" → ", " to ");
                (format!("{number}. "), format!("{sentence}."))
            }
            Row::Quiet(steps) => (String::new(), words::quiet(*steps)),
            Row::Alike(steps) => (String::new(), words::alike(*steps)),
            Row::Again(steps) => (String::new(), words::again(*steps)),
        };
        lines.extend(prose(&sentence, columns, &lead, ""));
    }
    let notes = plan.notes(trace).into_iter();
    let mut all: Vec<String> = notes.map(|note| words::note(&note)).collect();
    all.push(words::ending(trace, names));
    all.extend(whereabouts(trace, names));
    all.extend(plan.cause(trace));
    lines.extend(all.iter().flat_map(|it| prose(it, columns, "", "")));
    lines
}

/// The steps that a drawing tells of in order, however wide; repetitions and what is far from what matters are left out.
pub(crate) fn told(trace: &Trace) -> Vec<Entry> {
    let rows = Plan::of(trace, WIDE, Detail::Folded).rows.into_iter();
    let steps = rows.filter_map(|row| match row {
        Row::Step(step) => Some(step),
        _ => None,
    });
    steps.collect()
}

/// What went wrong in general, in a sentence or two.
pub(crate) fn lesson(trace: &Trace) -> Option<String> {
    let cause = Cause::find(trace)?;
    Some(words::causes::cause(trace, &Names::of(trace), &cause))
}

/// The event by which it went wrong, where one is known.
pub(crate) fn culprit(trace: &Trace) -> Option<usize> {
    Cause::find(trace)?.events().into_iter().max()
}

/// How it ended, and where everybody was.
pub(crate) fn outcome(trace: &Trace, names: &Names, columns: usize) -> Vec<String> {
    let lead = format!("  {} ", "✗".red().bold());
    let mut lines = prose(&words::ending(trace, names), columns, &lead, "    ");
    for line in &mut lines {
        *line = line.red().to_string();
    }
    for sentence in whereabouts(trace, names) {
        lines.extend(prose(&sentence, columns, "    ", "      "));
    }
    lines
}

/// Where everybody was at the end, a sentence each.
fn whereabouts(trace: &Trace, names: &Names) -> Vec<String> {
    let state = State::after(trace, trace.events.len());
    let blocked = trace.ending.blocked().iter();
    let sentences = blocked.filter_map(|it| words::whereabouts(trace, names, &state, it));
    sentences.collect()
}

#[cfg(test)]
mod tests;
