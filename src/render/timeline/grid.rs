//! The columns: which threads have one, and the rows drawn into them.

mod cells;
mod widths;

use colored::Colorize;

use super::cause::Cause;
use super::code::{Code, cut};
use super::detail::Detail;
use super::entries::{Entry, Tone};
use super::fold::Row;
use super::words;
use crate::trace::names::Names;
use cells::{break_words, cell, lifeline, room_for_words, toned_number};

use crate::text::prose;
use crate::trace::Trace;
use crate::trace::state::State;
use widths::NARROWEST;

pub(crate) use cells::{pad, tinted, toned};

/// For the line's number, and space on both sides.
const GUTTER: usize = 8;
/// With more columns nobody finds their way.
const MOST: usize = 4;
/// Less of a line of code is not worth quoting.
const CODE: usize = 40;

/// The plan of a drawing.
pub(crate) struct Grid {
    threads: Vec<usize>,
    /// Without room for columns, the steps stand one below the other.
    is_list: bool,
    /// How wide the column of each of them is.
    widths: Vec<usize>,
    /// Room for the code beside the columns; none where there is too little.
    code: Option<usize>,
    columns: usize,
}

impl Grid {
    /// Finds the threads that are shown, and the room for each.
    pub(crate) fn plan(
        trace: &Trace,
        names: &Names,
        cause: Option<&Cause>,
        steps: &[Entry],
        columns: usize,
        detail: Detail,
    ) -> Self {
        let culprits = cause.map(|cause| cause.threads(trace)).unwrap_or_default();
        let fit = (columns.saturating_sub(GUTTER) / NARROWEST).min(MOST);
        let needed = culprits.len().clamp(2, MOST).min(trace.threads.len());
        let is_list = fit < needed || detail == Detail::All && fit < trace.threads.len();
        let threads = match detail {
            Detail::All => (0..trace.threads.len()).collect(),
            Detail::Folded if is_list => shown(trace, &culprits, steps, MOST),
            Detail::Folded => shown(trace, &culprits, steps, fit),
        };
        let wanted = widths::wanted(names, steps, &threads);
        let room = columns.saturating_sub(GUTTER);
        let beside = room.saturating_sub(wanted.iter().sum());
        let (widths, code) = if beside >= CODE {
            (wanted, Some(beside))
        } else {
            (widths::shared(room, &wanted, steps, &threads), None)
        };
        Self {
            threads,
            is_list,
            widths,
            code,
            columns,
        }
    }

    /// The threads that are shown, in the order of their columns.
    pub(crate) fn threads(&self) -> &[usize] {
        &self.threads
    }

    /// Whether the code stands beside the steps.
    pub(crate) fn has_code(&self) -> bool {
        self.code.is_some() && !self.is_list
    }

    /// The head and the rows.
    pub(crate) fn lines(
        &self,
        trace: &Trace,
        names: &Names,
        code: &Code,
        rows: &[Row],
    ) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.is_list {
            lines.push(self.head(names));
        }
        let mut state = State::before(trace);
        let mut before = None;
        for row in rows {
            let counted = match row {
                Row::Step(step) if step.tone == Tone::LeftOut => step.words.clone(),
                Row::Step(step) => {
                    step.happen(trace, &mut state);
                    if self.is_list {
                        lines.extend(self.item(names, step));
                    } else {
                        lines.extend(self.row(&state, code, step, before));
                    }
                    before = Some(step.thread);
                    continue;
                }
                Row::Quiet(steps) => words::quiet(*steps),
                Row::Alike(steps) => words::alike(*steps),
                Row::Again(steps) => words::again(*steps),
            };
            lines.push(self.count(&counted));
            before = None;
        }
        lines
    }

    fn head(&self, names: &Names) -> String {
        let mut line = format!("{:>6}  ", words::line_head()).dimmed().to_string();
        for (thread, width) in self.threads.iter().zip(&self.widths) {
            let head = cut(names.head(*thread), width.saturating_sub(1));
            line += &tinted(*thread, &pad(&head, *width)).bold().to_string();
        }
        line.trim_end().to_owned()
    }

    fn count(&self, text: &str) -> String {
        let line = format!("{:>6}  {text}", "⋮");
        cut(&line, self.columns).dimmed().to_string()
    }

    /// A step below the other, with the thread's name.
    fn item(&self, names: &Names, step: &Entry) -> Vec<String> {
        let number = step.line().map_or(String::new(), |line| line.to_string());
        let lead = format!("{number:>6}  ");
        let text = format!("{}: {}", names.head(step.thread), step.words);
        let broken = prose(&text, self.columns, &lead, &" ".repeat(GUTTER));
        broken
            .iter()
            .map(|line| toned(step.tone, line).to_string())
            .collect()
    }

    /// A step in its column.
    fn row(&self, state: &State, code: &Code, step: &Entry, before: Option<usize>) -> Vec<String> {
        let place = |thread: usize| self.threads.iter().position(|shown| *shown == thread);
        let Some(here) = place(step.thread) else {
            return Vec::new();
        };
        let from = before.and_then(place).unwrap_or(here);
        let broken = break_words(&step.words, room_for_words(self.widths[here], from > here));
        let mut lines = Vec::new();
        for (index, text) in broken.iter().enumerate() {
            let number = match step.line() {
                Some(line) if index == 0 => line.to_string(),
                _ => String::new(),
            };
            let mut line = toned_number(step.tone, &format!("{number:>6}  "));
            for (column, thread) in self.threads.iter().enumerate() {
                let first = index == 0;
                let width = self.widths[column];
                line += &if column == here {
                    cell(step, text, width, first, from > here)
                } else {
                    let passes = first && (from.min(here)..from.max(here) + 1).contains(&column);
                    let ends = passes && column == from && from > here;
                    lifeline(&state.threads[*thread].phase, width, passes && !ends)
                };
            }
            // The line of a call tells steps in one function apart.
            let quoted = step.lines().get(1).copied().or(step.line());
            if let (Some(room), Some(number), 0) = (self.code, quoted, index) {
                let quote = code.line(number).map(str::trim_start).unwrap_or_default();
                line += &cut(quote, room).dimmed().to_string();
            }
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

/// The threads that are worth a column: all of them, or else those that have to do with the end.
fn shown(trace: &Trace, culprits: &[usize], steps: &[Entry], most: usize) -> Vec<usize> {
    let all = trace.threads.len();
    if all <= most {
        return (0..all).collect();
    }
    let has_steps = |thread: usize| steps.iter().filter(|step| step.thread == thread).count();
    let mut ranked: Vec<usize> = (0..all).collect();
    ranked.sort_by_key(|thread| {
        let ending = trace.ending.blocked();
        let is_blocked = ending.iter().any(|blocked| blocked.thread == *thread);
        let rank = match () {
            () if culprits.contains(thread) => 0,
            () if *thread == 0 => 1,
            () if is_blocked => 2,
            () => 3,
        };
        (rank, std::cmp::Reverse(has_steps(*thread)))
    });
    // With the culprits known, others would only distract.
    let wanted = match culprits.len() {
        0 => most,
        count => (count + 1).min(most),
    };
    ranked.truncate(wanted);
    ranked.sort_unstable();
    ranked
}
