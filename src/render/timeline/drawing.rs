//! The same drawing without lines of text: cells, for a medium that has columns of its own.

use super::detail::Detail;
use super::entries::{Entry, Tone};
use super::fold::Row as Folded;
use super::plan::Plan;
use super::words;
use crate::trace::Trace;
use crate::trace::state::{Phase, State};

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
    pub(crate) lives: Vec<Life>,
    /// The line's code.
    pub(crate) code: Option<String>,
}

/// How a thread fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    Runs,
    Waits,
    /// It has not begun, or has ended.
    Absent,
}

/// Draws a trace.
pub(crate) fn drawing(trace: &Trace) -> Drawing {
    let plan = Plan::of(trace, COLUMNS, Detail::Folded);
    let threads = plan.grid.threads();
    let mut state = State::before(trace);
    let rows = plan.rows.iter().filter_map(|row| match row {
        Folded::Step(entry) if entry.tone == Tone::LeftOut => {
            Some(Row::Counted(entry.words.clone()))
        }
        Folded::Step(entry) => {
            entry.happen(trace, &mut state);
            step(&plan, threads, &state, entry).map(Row::Step)
        }
        Folded::Quiet(steps) => Some(Row::Counted(words::quiet(*steps))),
        Folded::Alike(steps) => Some(Row::Counted(words::alike(*steps))),
        Folded::Again(steps) => Some(Row::Counted(words::again(*steps))),
    });
    let rows = rows.collect();
    let heads = threads.iter().map(|thread| Head {
        thread: *thread,
        name: plan.names.head(*thread).to_owned(),
    });
    let after = State::after(trace, trace.events.len());
    let whereabouts = trace.ending.blocked().iter();
    let whereabouts =
        whereabouts.filter_map(|blocked| words::whereabouts(trace, &plan.names, &after, blocked));
    Drawing {
        title: words::title(&trace.ending),
        threads: heads.collect(),
        rows,
        notes: plan.notes(trace),
        ending: words::ending(trace, &plan.names),
        whereabouts: whereabouts.collect(),
        cause: plan.cause(trace),
    }
}

fn step(plan: &Plan, threads: &[usize], state: &State, entry: &Entry) -> Option<Step> {
    let lives = threads
        .iter()
        .map(|thread| match state.threads[*thread].phase {
            Phase::Running => Life::Runs,
            Phase::Blocked(_) => Life::Waits,
            Phase::NotSpawned | Phase::Ended { .. } => Life::Absent,
        });
    // The line of a call tells steps in one function apart.
    let quoted = entry.lines().get(1).copied().or(entry.line());
    Some(Step {
        line: entry.line(),
        column: threads.iter().position(|thread| *thread == entry.thread)?,
        words: entry.words.clone(),
        tone: entry.tone,
        lives: lives.collect(),
        code: quoted
            .and_then(|number| plan.code.line(number))
            .map(|line| line.trim().to_owned()),
    })
}
