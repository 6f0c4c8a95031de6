//! The teacher's screen as lines. Pure: a machine and a size go in, at most that many lines come out.

use colored::Colorize;

use super::keys::KEYS;
use super::machine::{Machine, Row, wanted};
use crate::render::{self, Errors, Form};
use crate::teach::words::watch as words;
use crate::teach::{Finding, Severity};
use crate::terminal::line_of_keys;
use crate::text::{cut_to_screen, prose, width, wrap};
use crate::watch::page::{Focus, Page, clip};

/// Draws the machine's state.
pub(crate) fn page(machine: &Machine, columns: usize, rows: usize) -> Page {
    let mut lines = head(machine, columns);
    let keys = vec![String::new(), line_of_keys(KEYS, columns)];
    let room = rows.saturating_sub(lines.len() + keys.len());
    let (body, most_scroll) = clip(body(machine, columns), Focus::Top(machine.scroll()), room);
    lines.extend(body);
    lines.extend(keys);
    cut_to_screen(&mut lines, columns);
    lines.truncate(rows.max(1));
    Page { lines, most_scroll }
}

/// The exercise, its attempts, and how far judging them has come.
fn head(machine: &Machine, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(snapshot) = machine.snapshot() {
        let mut first = snapshot.exercise.name.bold().to_string();
        if let Some(title) = &snapshot.exercise.title {
            first = format!("{first}  {title}");
        }
        lines.push(first);
        let paths = machine.rows().iter().map(|row| width(&row.case.path));
        let paths = paths.max().unwrap_or(0);
        for (index, row) in machine.rows().iter().enumerate() {
            let (sign, word) = state(row, &wanted(snapshot, &row.case));
            let cursor = if index == machine.selected() {
                "›"
            } else {
                " "
            };
            let path = format!("{:paths$}", row.case.path);
            let path = if index == machine.selected() {
                path.bold().to_string()
            } else {
                path
            };
            lines.push(format!("{cursor} {sign} {path}  {word}"));
        }
    }
    let trouble = machine.trouble().map(|words| prose(words, columns, "", ""));
    for line in trouble.into_iter().flatten() {
        lines.push(line.magenta().to_string());
    }
    lines.push(summary(machine));
    lines.push(String::new());
    lines
}

/// A sign and a word for what became of a row.
fn state(row: &Row, wanted: &str) -> (String, String) {
    let Some(outcome) = &row.outcome else {
        return (
            "·".dimmed().to_string(),
            words::judging().dimmed().to_string(),
        );
    };
    let verdict = outcome.judgement.verdict;
    match outcome.worst() {
        None | Some(Severity::Advice) => ("✓".green().to_string(), verdict.to_string()),
        Some(Severity::Warning) => ("!".magenta().to_string(), verdict.to_string()),
        Some(Severity::Error) => (
            "✗".red().bold().to_string(),
            words::wrong(verdict, wanted).red().to_string(),
        ),
    }
}

/// How it stands, in one line.
pub(crate) fn summary(machine: &Machine) -> String {
    if let Some(progress) = machine.building() {
        return render::words::building(progress);
    }
    let findings = machine.snapshot().map_or(0, |snapshot| {
        let findings = snapshot.findings.iter();
        findings
            .filter(|one| one.severity() < Severity::Advice)
            .count()
    });
    words::summary(
        machine.judged(),
        machine.rows().len(),
        machine.wrong(),
        findings,
    )
}

/// What is to be said of the row that is read, what a student reads of it, and then what is left to do.
fn body(machine: &Machine, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let row = machine.rows().get(machine.selected());
    if let Some((row, outcome)) = row.and_then(|row| Some((row, row.outcome.as_ref()?))) {
        for found in &outcome.findings {
            lines.extend(finding(found, columns));
        }
        if !outcome.findings.is_empty() {
            lines.push(String::new());
        }
        let title = words::what_students_read(&row.case.path);
        lines.push(title.dimmed().to_string());
        lines.extend(render::judgement(
            &outcome.judgement,
            columns,
            Errors::All,
            Form::Drawn,
        ));
        lines.push(String::new());
    }
    for found in machine
        .snapshot()
        .iter()
        .flat_map(|snapshot| &snapshot.findings)
    {
        lines.extend(finding(found, columns));
    }
    lines.iter().flat_map(|line| wrap(line, columns)).collect()
}

/// A finding without its details, which are on the screen or in the file.
pub(crate) fn finding(finding: &Finding, columns: usize) -> Vec<String> {
    let place = finding.place();
    let first = format!("{place}: ");
    let lines = prose(&finding.message, columns, &first, "    ");
    let colored = lines.iter().map(|line| match finding.severity() {
        Severity::Error => line.red().to_string(),
        Severity::Warning => line.magenta().to_string(),
        Severity::Advice => line.dimmed().to_string(),
    });
    colored.collect()
}
