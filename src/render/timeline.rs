//! An interleaving as a drawing: one column for each thread, time downwards, then how it ended and why. Pure: a trace and
//! a width go in, lines come out.

mod cause;
mod circle;
mod code;
mod detail;
mod entries;
mod fold;
mod grid;
mod legend;
pub(crate) mod words;

use colored::Colorize;

use crate::text::one_line;
use crate::text::prose;
use crate::trace::names::Names;
use crate::trace::state::State;
use crate::trace::{Ending, Operation, Trace};
use cause::Cause;
use circle::Circle;
use grid::Grid;

pub(crate) use code::{Code, cut};
pub use detail::Detail;
pub(crate) use entries::{Entry, Tone};
pub(crate) use grid::{pad, tinted, toned};

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
    let Story {
        names,
        cause,
        code,
        mut steps,
    } = Story::of(trace);
    entries::tell_callers_apart(trace, &mut steps);
    let steps = entries::condense(trace, &names, steps);
    let essential = cause::essential(trace, cause.as_ref());
    let is_essential = |step: &Entry| {
        matches!(step.tone, Tone::Fails | Tone::LeftOut)
            || essential.iter().any(|event| step.events.contains(event))
    };
    let grid = Grid::plan(trace, &names, cause.as_ref(), &steps, columns, detail);
    // Where threads that are shown begin and end.
    let is_structure = |step: &Entry| {
        let events = trace.events[step.events.clone()].iter();
        let mut others = events.filter_map(|event| event.other);
        match step.what.0 {
            Operation::Spawn | Operation::Join => {
                others.any(|other| grid.threads().contains(&other))
            }
            Operation::Exit | Operation::Panic => true,
            _ => false,
        }
    };
    let (steps, others): (Vec<Entry>, Vec<Entry>) = steps
        .into_iter()
        .partition(|step| grid.threads().contains(&step.thread));
    let circle = match trace.ending {
        Ending::NoProgress { .. } => Circle::find(&steps),
        _ => None,
    };
    let rows = match (detail, &circle) {
        (Detail::All, _) => fold::unfolded(&steps),
        (Detail::Folded, Some(circle)) => circle.rows(&is_essential, &is_structure),
        (Detail::Folded, None) => fold::fold(&steps, &is_essential, &is_structure),
    };
    let quoted: Vec<u32> = match &circle {
        Some(circle) => circle.lines(),
        None => {
            let essential = steps.iter().filter(|step| is_essential(step));
            essential.flat_map(Entry::lines).collect()
        }
    };

    let title = prose(words::title(&trace.ending), columns, "", "");
    let mut lines: Vec<String> = title.iter().map(|line| line.dimmed().to_string()).collect();
    lines.extend(grid.lines(trace, &names, &code, &rows));
    lines.push(String::new());
    lines.extend(notes(trace, &names, &grid, others.len(), columns));
    lines.extend(outcome(trace, &names, columns));
    if let Some(cause) = &cause {
        lines.push(String::new());
        let sentence = words::causes::cause(trace, &names, cause);
        let broken = prose(&sentence, columns, "  ", "  ");
        lines.extend(broken.iter().map(|line| line.bold().to_string()));
    }
    if !grid.has_code() && !quoted.is_empty() {
        lines.push(String::new());
        lines.extend(code.quote(&quoted, columns));
    }
    lines
}

/// What names mean, and whom the drawing leaves out.
fn notes(
    trace: &Trace,
    names: &Names,
    grid: &Grid,
    left_out: usize,
    columns: usize,
) -> Vec<String> {
    let objects: Vec<usize> = (1..trace.objects.len())
        .filter(|object| {
            trace
                .events
                .iter()
                .any(|event| event.object == Some(*object))
        })
        .collect();
    let mut notes = legend::legend(trace, names, grid.threads(), &objects);
    let others: Vec<usize> = (0..trace.threads.len())
        .filter(|thread| !grid.threads().contains(thread))
        .collect();
    if !others.is_empty() {
        notes.push(words::left_out(names, &others, left_out));
    }
    let notes = prose(&notes.join("; "), columns, "  ", "  ");
    let dimmed = notes.iter().map(|line| line.dimmed().to_string());
    let mut lines: Vec<String> = dimmed.collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// How it ended, and where everybody was.
pub(crate) fn outcome(trace: &Trace, names: &Names, columns: usize) -> Vec<String> {
    let lead = format!("  {} ", "✗".red().bold());
    let mut lines = prose(&words::ending(trace, names), columns, &lead, "    ");
    for line in &mut lines {
        *line = line.red().to_string();
    }
    let state = State::after(trace, trace.events.len());
    for blocked in trace.ending.blocked() {
        if let Some(sentence) = words::whereabouts(trace, names, &state, blocked) {
            lines.extend(prose(&sentence, columns, "    ", "      "));
        }
    }
    lines
}

#[cfg(test)]
mod tests;
