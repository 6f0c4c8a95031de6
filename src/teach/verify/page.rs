//! A report as lines for a terminal. Pure.

use colored::{ColoredString, Colorize};

use super::super::{Finding, Severity, words};
use super::report::{Attempted, Part, Report, Summary};
use crate::text::{prose, width, wrap};

/// All of a report: what was found, the worst first, then a table of the exercises, then the result.
pub(crate) fn page(report: &Report, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for found in &report.findings {
        lines.extend(finding(found, columns));
        lines.push(String::new());
    }
    let survivors = report.exercises.iter();
    let mut survivors = survivors.flat_map(|one| one.mutants.iter().flat_map(|all| &all.surviving));
    if let Some(first) = survivors.next() {
        lines.extend(prose(&words::about_survivors(first), columns, "", ""));
        lines.push(String::new());
    }
    lines.extend(table(report, columns));
    if !report.exercises.is_empty() {
        lines.push(String::new());
    }
    let held = held(report, columns);
    if !held.is_empty() {
        lines.extend(held);
        lines.push(String::new());
    }
    let result = words::result(report);
    let result = if report.is_sound() {
        result.green().bold()
    } else {
        result.red().bold()
    };
    lines.push(result.to_string());
    lines
}

/// `path:line: severity: message`, as compilers write it, so that editors and terminals can follow it.
fn finding(finding: &Finding, columns: usize) -> Vec<String> {
    let place = finding.place();
    let word = colored(finding.severity(), finding.severity().word());
    let first = format!("{place}: {word}: ");
    // A path that is broken cannot be followed.
    let mut lines = prose(&finding.message, columns, &first, "    ");
    for line in finding.detail.iter().flat_map(|detail| detail.lines()) {
        let broken = wrap(line, columns.saturating_sub(6));
        lines.extend(
            broken
                .iter()
                .map(|line| format!("    {} {line}", "│".dimmed())),
        );
    }
    lines
}

fn colored(severity: Severity, text: &str) -> ColoredString {
    match severity {
        Severity::Error => text.red().bold(),
        Severity::Warning => text.magenta().bold(),
        Severity::Advice => text.cyan(),
    }
}

fn table(report: &Report, columns: usize) -> Vec<String> {
    if report.exercises.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![words::table_head(report.with_mutants)];
    rows.extend(report.exercises.iter().map(|summary| row(report, summary)));
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|index| {
            let cells = rows.iter().filter_map(|row| row.get(index));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let lines = rows.iter().enumerate().map(|(index, row)| {
        let cells = row.iter().zip(&widths);
        let cells = cells.map(|(cell, width_of)| {
            let missing = width_of.saturating_sub(width(cell));
            format!("{cell}{}", " ".repeat(missing))
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        let line = wrap(line.trim_end(), columns).swap_remove(0);
        if index == 0 {
            return format!("  {}", line.dimmed());
        }
        let summary = &report.exercises[index - 1];
        let sign = match report.worst(&summary.name) {
            None if report.stopped && summary.attempts.is_empty() => "·".dimmed(),
            None | Some(Severity::Advice) => "✓".green(),
            Some(Severity::Warning) => "!".magenta(),
            Some(Severity::Error) => "✗".red(),
        };
        format!("{sign} {line}")
    });
    lines.collect()
}

/// Which checks the starts pass.
fn held(report: &Report, columns: usize) -> Vec<String> {
    let attempts = report.exercises.iter().flat_map(|summary| {
        let attempts = summary.attempts.iter();
        attempts.map(|attempt| (&summary.name, &attempt.held))
    });
    let mut lines = Vec::new();
    for (exercise, held) in attempts.filter(|(_, held)| !held.is_empty()) {
        if lines.is_empty() {
            lines.extend(prose(words::held_at_start(), columns, "", ""));
        }
        let line = format!("{exercise}: {}", held.join(", "));
        lines.extend(prose(&line, columns, "  ", "    "));
    }
    lines
}

/// The cells of an exercise: its name, then how many of each part are judged as they should be.
fn row(report: &Report, summary: &Summary) -> Vec<String> {
    let mut cells = vec![summary.name.clone()];
    for part in Part::ALL {
        let of_part = |attempt: &&Attempted| attempt.part == part;
        let all = summary.attempts.iter().filter(of_part);
        let right = all.clone().filter(|attempt| attempt.is_right).count();
        cells.push(match (part, all.count()) {
            (_, 0) => "-".to_owned(),
            (Part::Start, count) => if right == count { "✓" } else { "✗" }.to_owned(),
            (_, count) => format!("{right}/{count}"),
        });
    }
    if report.with_mutants {
        let cell = summary.mutants.as_ref().map(words::mutants);
        cells.push(cell.unwrap_or_else(|| "-".to_owned()));
    }
    if summary.unchanged {
        cells.push(words::unchanged().to_owned());
    }
    cells
}
