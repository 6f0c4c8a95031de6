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
pub(crate) use cause::Cause;
use circle::Circle;
use fold::Row;
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
    let grid = Grid::plan(trace, &names, cause.as_ref(), &steps, columns, detail);
    let Drawing {
        rows,
        quoted,
        left_out,
    } = drawing(trace, cause.as_ref(), steps, &grid, detail);

    let title = prose(words::title(&trace.ending), columns, "", "");
    let mut lines: Vec<String> = title.iter().map(|line| line.dimmed().to_string()).collect();
    lines.extend(grid.lines(trace, &names, &code, &rows));
    lines.push(String::new());
    lines.extend(notes(trace, &names, &grid, left_out, columns));
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

/// The steps that a drawing tells of in order, however wide; repetitions and what is far from what matters are left out.
pub(crate) fn told(trace: &Trace) -> Vec<Entry> {
    /// So that each thread that matters has room.
    const WIDE: usize = 200;
    let Story {
        names,
        cause,
        mut steps,
        ..
    } = Story::of(trace);
    let cause = cause.as_ref();
    entries::tell_callers_apart(trace, &mut steps);
    let steps = entries::condense(trace, &names, steps);
    let grid = Grid::plan(trace, &names, cause, &steps, WIDE, Detail::Folded);
    let drawing = drawing(trace, cause, steps, &grid, Detail::Folded);
    let rows = drawing.rows.into_iter();
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

/// What is drawn of the steps.
struct Drawing {
    rows: Vec<Row>,
    /// The lines that matter most.
    quoted: Vec<u32>,
    /// How many steps threads without a column took.
    left_out: usize,
}

fn drawing(
    trace: &Trace,
    cause: Option<&Cause>,
    steps: Vec<Entry>,
    grid: &Grid,
    detail: Detail,
) -> Drawing {
    let essential = cause::essential(trace, cause);
    let is_essential = |step: &Entry| {
        matches!(step.tone, Tone::Fails | Tone::LeftOut)
            || essential.iter().any(|event| step.events.contains(event))
    };
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
    Drawing {
        rows,
        quoted,
        left_out: others.len(),
    }
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
