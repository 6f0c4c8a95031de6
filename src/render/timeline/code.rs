//! Lines of the student's file, to be quoted.

use colored::Colorize;

use crate::text::{clean, width};
use crate::trace::Trace;

/// The student's file, line by line.
#[derive(Debug)]
pub(crate) struct Code {
    lines: Vec<String>,
}

impl Code {
    pub(crate) fn of(trace: &Trace) -> Self {
        let lines = trace.source.text.lines();
        Self {
            lines: lines.map(|line| clean(line.trim_end())).collect(),
        }
    }

    /// All lines.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The line with this number, from 1.
    pub(crate) fn line(&self, number: u32) -> Option<&str> {
        let index = (number as usize).checked_sub(1)?;
        self.lines.get(index).map(String::as_str)
    }

    /// These lines, each with its number and once only. Lines that follow each other keep their indentation.
    pub(crate) fn quote(&self, numbers: &[u32], columns: usize) -> Vec<String> {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        let found: Vec<(u32, &str)> = numbers
            .into_iter()
            .filter_map(|number| Some((number, self.line(number)?)))
            .collect();
        let mut lines = Vec::new();
        for block in found.chunk_by(|one, two| one.0 + 1 == two.0) {
            let indent = block.iter().map(|(_, line)| indent(line)).min();
            for (number, line) in block {
                let number = format!("{number:>6} │ ");
                let room = columns.saturating_sub(width(&number));
                let line = line.get(indent.unwrap_or(0)..).unwrap_or_default();
                lines.push(format!("{}{}", number.dimmed(), cut(line, room)));
            }
        }
        lines
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A text that is longer than `columns` ends in `…`.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for char in text.chars() {
        short.push(char);
        if width(&short) >= columns {
            short.pop();
            break;
        }
    }
    short + "…"
}
