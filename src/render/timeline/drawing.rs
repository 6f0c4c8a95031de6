//! The same drawing without lines of text: cells, for a medium that has columns of its own.

mod arrows;
mod bars;

use super::code::Code;
use super::detail::Detail;
use super::entries::{Entry, Tone};
use super::fold::Row as Folded;
use super::plan::Plan;
use super::wait_circle::{Link, wait_circle};
use super::{Story, legend, words};
use crate::trace::Trace;
use crate::trace::names::Names;
use crate::trace::state::{Phase, State};
pub(crate) use arrows::Arrow;
use arrows::{Spot, arrows};
use bars::Bars;
pub(crate) use bars::{Bar, Part};

/// The drawing has as many threads, and leaves out as much, as one of so many columns of text.
const COLUMNS: usize = 100;

/// An interleaving, drawn.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// What is seen.
    pub(crate) title: &'static str,
    /// The threads: a column each.
    pub(crate) threads: Vec<Head>,
    /// Time, downwards.
    pub(crate) rows: Vec<Row>,
    /// What names mean, and whom the drawing leaves out.
    pub(crate) notes: Vec<String>,
    /// How it ended.
    pub(crate) ending: String,
    /// Where those are who wait.
    pub(crate) whereabouts: Vec<String>,
    /// What went wrong in general.
    pub(crate) cause: Option<String>,
    /// Who waits for whom, where that is a circle.
    pub(crate) circle: Option<Vec<Link>>,
    /// What the locks are called that have bars.
    pub(crate) locks: Vec<String>,
    /// Whether there are all steps, to be stepped through beside the source.
    pub(crate) is_whole: bool,
}

/// The head of a column.
#[derive(Debug)]
pub(crate) struct Head {
    /// Number of the thread, by which it has its colour.
    pub(crate) thread: usize,
    pub(crate) name: String,
}

/// A row.
#[derive(Debug)]
pub(crate) enum Row {
    /// Something happens.
    Step(Step),
    /// Steps that are counted only, in words.
    Counted(String),
}

/// What happens in a row.
#[derive(Debug)]
pub(crate) struct Step {
    /// Line in the student's file.
    pub(crate) line: Option<u32>,
    /// In which column.
    pub(crate) column: usize,
    pub(crate) words: String,
    pub(crate) tone: Tone,
    /// How each thread fares when it has happened.
    pub(crate) cells: Vec<Cell>,
    /// The line's code.
    pub(crate) code: Option<String>,
}

/// What is drawn in the column of a thread.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) life: Life,
    /// The locks it holds.
    pub(crate) bars: Vec<Bar>,
    /// Messages on their way.
    pub(crate) arrows: Vec<Arrow>,
}

/// How a thread fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    Runs,
    Waits,
    /// It has not begun, or has ended.
    Absent,
}

/// Draws a trace at a glance.
pub(crate) fn drawing(trace: &Trace) -> Drawing {
    let plan = Plan::of(trace, COLUMNS, Detail::Folded);
    let sheet = Sheet {
        trace,
        names: &plan.names,
        threads: plan.grid.threads(),
        code: Some(&plan.code),
    };
    let notes = plan.notes(trace);
    sheet.drawing(&plan.rows, notes, plan.cause(trace))
}

/// Draws every step of a story, and every thread.
pub(crate) fn whole(trace: &Trace, story: &Story) -> Drawing {
    let threads: Vec<usize> = (0..trace.threads.len()).collect();
    let objects: Vec<usize> = (1..trace.objects.len()).collect();
    let names = &story.names;
    let sheet = Sheet {
        trace,
        names,
        threads: &threads,
        code: None,
    };
    let rows: Vec<Folded> = story.steps.iter().cloned().map(Folded::Step).collect();
    let notes = legend::legend(trace, names, &threads, &objects);
    let cause = story.cause.as_ref();
    let cause = cause.map(|cause| words::causes::cause(trace, names, cause));
    sheet.drawing(&rows, notes, cause)
}

/// What rows are drawn of.
struct Sheet<'a> {
    trace: &'a Trace,
    names: &'a Names,
    /// The columns.
    threads: &'a [usize],
    /// What stands beside the steps.
    code: Option<&'a Code>,
}

impl Sheet<'_> {
    fn drawing(&self, rows: &[Folded], notes: Vec<String>, cause: Option<String>) -> Drawing {
        let (trace, names) = (self.trace, self.names);
        let (rows, locks) = self.rows(rows);
        let threads = self.threads.iter().map(|thread| Head {
            thread: *thread,
            name: names.head(*thread).to_owned(),
        });
        let after = State::after(trace, trace.events.len());
        let whereabouts = trace.ending.blocked().iter();
        let whereabouts =
            whereabouts.filter_map(|blocked| words::whereabouts(trace, names, &after, blocked));
        Drawing {
            title: words::title(&trace.ending),
            threads: threads.collect(),
            rows,
            notes,
            ending: words::ending(trace, names),
            whereabouts: whereabouts.collect(),
            cause,
            circle: wait_circle(trace, names),
            locks,
            is_whole: self.code.is_none(),
        }
    }

    fn rows(&self, folded: &[Folded]) -> (Vec<Row>, Vec<String>) {
        let mut state = State::before(self.trace);
        let mut bars = Bars::new(self.threads.len());
        let mut rows = Vec::new();
        let mut spots: Vec<Spot> = Vec::new();
        for row in folded {
            let (row, spot) = match row {
                Folded::Step(entry) if entry.tone != Tone::LeftOut => {
                    entry.happen(self.trace, &mut state);
                    let Some(step) = self.step(entry, &state, &mut bars) else {
                        continue;
                    };
                    let spot = (step.column, entry.events.clone());
                    (Row::Step(step), Some(spot))
                }
                Folded::Step(entry) => {
                    entry.happen(self.trace, &mut state);
                    bars.forget();
                    (Row::Counted(entry.words.clone()), None)
                }
                Folded::Quiet(steps) => (Row::Counted(words::quiet(*steps)), None),
                Folded::Alike(steps) => (Row::Counted(words::alike(*steps)), None),
                Folded::Again(steps) => (Row::Counted(words::again(*steps)), None),
            };
            rows.push(row);
            spots.push(spot);
        }
        let pieces = arrows(self.trace, &spots, self.threads.len());
        for (row, pieces) in rows.iter_mut().zip(pieces) {
            if let Row::Step(step) = row {
                for (cell, pieces) in step.cells.iter_mut().zip(pieces) {
                    cell.arrows = pieces;
                }
            }
        }
        let locks = bars.into_locks().into_iter();
        let locks = locks.map(|lock| self.names.object(Some(lock)).to_owned());
        (rows, locks.collect())
    }

    fn step(&self, entry: &Entry, state: &State, bars: &mut Bars) -> Option<Step> {
        let column = |thread: usize| self.threads.iter().position(|one| *one == thread);
        let cells = self
            .threads
            .iter()
            .enumerate()
            .map(|(column, thread)| Cell {
                life: match state.threads[*thread].phase {
                    Phase::Running => Life::Runs,
                    Phase::Blocked(_) => Life::Waits,
                    Phase::NotSpawned | Phase::Ended { .. } => Life::Absent,
                },
                bars: bars.after(state, column, *thread),
                arrows: Vec::new(),
            });
        let cells = cells.collect();
        // The line of a call tells steps in one function apart.
        let quoted = entry.lines().get(1).copied().or(entry.line());
        let code = self.code.zip(quoted);
        Some(Step {
            line: entry.line(),
            column: column(entry.thread)?,
            words: entry.words.clone(),
            tone: entry.tone,
            cells,
            code: code
                .and_then(|(code, number)| code.line(number))
                .map(|line| line.trim().to_owned()),
        })
    }
}

#[cfg(test)]
mod tests;
