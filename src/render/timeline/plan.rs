//! What is drawn of a trace, whatever it is drawn with: which threads, which steps, which lines of code.

use super::cause::{self, Cause};
use super::circle::Circle;
use super::code::Code;
use super::detail::Detail;
use super::entries::{self, Entry, Tone};
use super::fold::{self, Row};
use super::grid::Grid;
use super::{legend, words};
use crate::trace::names::Names;
use crate::trace::{Ending, Operation, Trace};

/// The plan of a drawing.
pub(super) struct Plan {
    pub(super) names: Names,
    pub(super) code: Code,
    /// Which threads have a column.
    pub(super) grid: Grid,
    pub(super) rows: Vec<Row>,
    /// Lines of code that matter.
    pub(super) quoted: Vec<u32>,
    cause: Option<Cause>,
    /// How many steps are those of threads without a column.
    left_out: usize,
}

impl Plan {
    /// Plans a drawing of so many columns of text.
    pub(super) fn of(trace: &Trace, columns: usize, detail: Detail) -> Self {
        let names = Names::of(trace);
        let cause = Cause::find(trace);
        let mut steps = entries::entries(trace, &names, cause.as_ref());
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
        let quoted = match &circle {
            Some(circle) => circle.lines(),
            None => {
                let essential = steps.iter().filter(|step| is_essential(step));
                essential.flat_map(Entry::lines).collect()
            }
        };
        Self {
            code: Code::of(trace),
            grid,
            rows,
            quoted,
            cause,
            left_out: others.len(),
            names,
        }
    }

    /// What went wrong in general, in a sentence.
    pub(super) fn cause(&self, trace: &Trace) -> Option<String> {
        let cause = self.cause.as_ref()?;
        Some(words::causes::cause(trace, &self.names, cause))
    }

    /// What names mean, and whom the drawing leaves out.
    pub(super) fn notes(&self, trace: &Trace) -> Vec<String> {
        let (names, threads) = (&self.names, self.grid.threads());
        let objects: Vec<usize> = (1..trace.objects.len())
            .filter(|object| {
                trace
                    .events
                    .iter()
                    .any(|event| event.object == Some(*object))
            })
            .collect();
        let mut notes = legend::legend(trace, names, threads, &objects);
        let others: Vec<usize> = (0..trace.threads.len())
            .filter(|thread| !threads.contains(thread))
            .collect();
        if !others.is_empty() {
            notes.push(words::left_out(names, &others, self.left_out));
        }
        notes
    }
}
