//! What stands in the columns: words, lifelines, arrows and colours.

use colored::{ColoredString, Colorize};

use crate::render::timeline::entries::{Entry, Tone};
use crate::text::width;
use crate::trace::state::Phase;

/// The arrow from the right needs room behind the words.
pub(super) fn room_for_words(columns: usize, from_right: bool) -> usize {
    let taken = if from_right { 5 } else { 3 };
    columns.saturating_sub(taken).max(8)
}

/// The cell in which something happens.
pub(super) fn cell(
    step: &Entry,
    text: &str,
    columns: usize,
    first: bool,
    from_right: bool,
) -> String {
    let sign = match (step.tone, first) {
        (Tone::Waits | Tone::Fails, false) => "┊".dimmed(),
        (_, false) => "│".dimmed(),
        (Tone::Fails, true) => "✗".red().bold(),
        (Tone::Waits, true) => tinted(step.thread, "○"),
        (Tone::Plain, true) => tinted(step.thread, "●"),
        (Tone::Outside | Tone::LeftOut, true) => "·".dimmed(),
    };
    let rest = columns.saturating_sub(2 + width(text));
    let behind = if from_right && first && rest >= 3 {
        format!(" ◂{}", "╌".repeat(rest - 2))
    } else {
        " ".repeat(rest)
    };
    format!("{sign} {}{}", toned(step.tone, text), behind.dimmed())
}

/// The cell of a thread that does nothing meanwhile, with an arrow that passes or without.
pub(super) fn lifeline(phase: &Phase, columns: usize, passes: bool) -> String {
    let sign = match phase {
        Phase::Running => "│",
        Phase::Blocked(_) => "┊",
        Phase::NotSpawned | Phase::Ended { .. } if passes => "╌",
        Phase::NotSpawned | Phase::Ended { .. } => " ",
    };
    let fill = if passes { "╌" } else { " " };
    let rest = fill.repeat(columns.saturating_sub(1));
    format!("{sign}{rest}").dimmed().to_string()
}

/// Breaks words to fit a column; a word that is longer than that is broken too. A number stays with its word.
pub(super) fn break_words(text: &str, columns: usize) -> Vec<String> {
    const GLUE: char = '\u{a0}';
    let mut glued = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let before_number = char == ' ' && chars.peek().is_some_and(char::is_ascii_digit);
        glued.push(if before_number { GLUE } else { char });
    }
    textwrap::wrap(&glued, columns)
        .into_iter()
        .map(|line| line.replace(GLUE, " "))
        .collect()
}

pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A thread's own colour.
pub(crate) fn tinted(thread: usize, text: &str) -> ColoredString {
    match thread % 4 {
        0 => text.normal(),
        1 => text.cyan(),
        2 => text.magenta(),
        _ => text.blue(),
    }
}

pub(crate) fn toned(tone: Tone, text: &str) -> ColoredString {
    match tone {
        Tone::Plain => text.normal(),
        Tone::Waits => text.magenta(),
        Tone::Outside | Tone::LeftOut => text.dimmed(),
        Tone::Fails => text.red().bold(),
    }
}

pub(super) fn toned_number(tone: Tone, text: &str) -> String {
    match tone {
        Tone::Fails => text.red().to_string(),
        _ => text.dimmed().to_string(),
    }
}
