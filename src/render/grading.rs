//! A grading as lines: a row for each submission, or, where there is one only, for each of its exercises.

use std::fmt::Write;

use colored::{ColoredString, Colorize};

use super::timeline::{cut, pad};
use super::untrusted::{name, sentence};
use super::words::grading as words;
use crate::grade::model::{Graded, Grading, HandIn, Submission};
use crate::text::{prose, width};

/// Characters of a sentence about a submission.
const SENTENCE: usize = 500;
/// Columns that a remark needs to stand beside its row.
const BESIDE: usize = 26;

/// A line of the table: a sign, a name, numbers, and what else there is to say.
struct Row {
    sign: ColoredString,
    name: String,
    numbers: Vec<String>,
    remark: String,
}

/// All of a grading, in lines of at most `columns` columns, as long as these are not fewer than 40.
pub fn grading(grading: &Grading, columns: usize) -> Vec<String> {
    let mut lines = match grading.submissions.as_slice() {
        [] => vec![words::no_submissions().to_owned()],
        [one] => single(one, columns),
        all => class(grading, all, columns),
    };
    lines.push(String::new());
    let kit = words::kit(&name(&grading.kit.name), &grading.kit.digest);
    lines.extend(prose(&kit, columns, "", ""));
    if let Some(rule) = words::late_rule(grading) {
        lines.extend(prose(&name(&rule), columns, "", "  "));
    }
    lines.extend(protections(grading, columns));
    lines
}

fn single(submission: &Submission, columns: usize) -> Vec<String> {
    let head = format!(
        "{}: {}, {}",
        cut(&name(&submission.name), columns / 2),
        words::points(submission.score(), submission.max_score()),
        words::passed(&submission.tally())
    );
    let mut lines = bold(&head, columns);
    for problem in &submission.problems {
        lines.extend(yellow(&sentence(problem, SENTENCE), columns));
    }
    lines.push(String::new());
    let rows = submission.exercises.iter().map(|graded| Row {
        sign: sign(graded),
        name: name(&graded.judgement.exercise),
        numbers: vec![format!("{}/{}", graded.score, graded.max_score)],
        remark: remark(graded, SENTENCE),
    });
    lines.extend(table(&rows.collect::<Vec<_>>(), None, columns));
    lines
}

fn class(grading: &Grading, all: &[Submission], columns: usize) -> Vec<String> {
    let mut lines = bold(&words::size(grading), columns);
    lines.push(String::new());
    let rows = all.iter().map(|submission| {
        let tally = submission.tally();
        let passed = tally.passed == tally.exercises;
        Row {
            sign: if passed { "✓".green() } else { "✗".red() },
            name: name(&submission.name),
            numbers: vec![
                format!("{}/{}", submission.score(), submission.max_score()),
                format!("{}/{}", tally.passed, tally.exercises),
            ],
            remark: words::remarks(&tally, submission.problems.len()),
        }
    });
    lines.extend(table(
        &rows.collect::<Vec<_>>(),
        Some(words::heads()),
        columns,
    ));
    let mut is_first = true;
    for submission in all {
        let notes = notes_on(submission);
        if !notes.is_empty() {
            if std::mem::take(&mut is_first) {
                lines.push(String::new());
            }
            lines.push(cut(&name(&submission.name), columns));
        }
        for note in notes {
            let broken = prose(&note, columns, "  ", "    ");
            lines.extend(broken.iter().map(|line| line.magenta().to_string()));
        }
    }
    lines
}

/// What the counts of a row do not tell.
fn notes_on(submission: &Submission) -> Vec<String> {
    let problems = submission.problems.iter();
    let mut notes: Vec<String> = problems.map(|text| sentence(text, SENTENCE)).collect();
    notes.extend(submission.exercises.iter().filter_map(|graded| {
        let HandIn::Refused(_) = &graded.hand_in else {
            return None;
        };
        Some(format!(
            "{}: {}",
            name(&graded.path),
            remark(graded, SENTENCE)
        ))
    }));
    notes
}

fn sign(graded: &Graded) -> ColoredString {
    match graded.hand_in {
        HandIn::Missing => "–".dimmed(),
        _ if graded.passed() => "✓".green(),
        _ if graded.is_our_failure() => "!".magenta(),
        _ => "✗".red(),
    }
}

/// What came of an exercise, with a reason of at most so many characters.
pub(crate) fn remark(graded: &Graded, longest: usize) -> String {
    match &graded.hand_in {
        HandIn::Refused(reason) => words::refused(&sentence(reason, longest)),
        HandIn::Late(time) => format!(
            "{} ({})",
            words::came_to(graded),
            words::late(&name(time), graded.penalty)
        ),
        _ => words::came_to(graded),
    }
}

/// Rows under one another. A remark has lines of its own where there is no room beside the row.
fn table(rows: &[Row], heads: Option<[&str; 4]>, columns: usize) -> Vec<String> {
    let [name_head, heads @ .., remark_head] = heads.unwrap_or_default();
    let count = rows.first().map_or(0, |row| row.numbers.len());
    let numbers: Vec<usize> = (0..count)
        .map(|index| {
            let widths = rows.iter().map(|row| width(&row.numbers[index]));
            widths.max().unwrap_or(0).max(width(heads[index]))
        })
        .collect();
    let names = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    let names = names.max(width(name_head)).min((columns / 3).max(12));
    let taken = 2 + names + numbers.iter().map(|width| width + 2).sum::<usize>();
    let room = columns.saturating_sub(taken + 2);
    let beside = room >= BESIDE;

    let mut lines = Vec::new();
    if !name_head.is_empty() {
        let mut head = format!("  {}", pad(name_head, names));
        for (text, width) in heads.iter().zip(&numbers) {
            let _ = write!(head, "  {text:>width$}");
        }
        if beside {
            let _ = write!(head, "  {remark_head}");
        }
        lines.push(head.dimmed().to_string());
    }
    for row in rows {
        let mut line = format!("{} {}", row.sign, pad(&cut(&row.name, names), names));
        for (number, width) in row.numbers.iter().zip(&numbers) {
            let _ = write!(line, "  {number:>width$}");
        }
        if row.remark.is_empty() {
            lines.push(line);
        } else if beside || width(&row.remark) <= room {
            let remark = prose(&row.remark, room, "", "");
            let indent = " ".repeat(taken);
            let leads = std::iter::once(line).chain(std::iter::repeat(indent));
            let joined = leads
                .zip(remark)
                .map(|(lead, text)| format!("{lead}  {text}"));
            lines.extend(joined);
        } else {
            lines.push(line);
            lines.extend(prose(&row.remark, columns, "    ", "    "));
        }
    }
    lines
}

fn protections(grading: &Grading, columns: usize) -> Vec<String> {
    let all = &grading.protections;
    let missing: Vec<_> = all.iter().filter(|one| !one.active).collect();
    let summary = words::protections(all.len() - missing.len(), all.len());
    if missing.is_empty() && !all.is_empty() {
        return prose(&summary, columns, "", "  ");
    }
    let mut lines = yellow(&summary, columns);
    for protection in missing {
        let detail = sentence(&protection.detail, SENTENCE);
        let line = format!("{}: {detail}", name(&protection.name));
        lines.extend(prose(&line, columns, "  ", "    "));
    }
    lines
}

fn bold(text: &str, columns: usize) -> Vec<String> {
    let lines = prose(text, columns, "", "  ");
    lines.iter().map(|line| line.bold().to_string()).collect()
}

fn yellow(text: &str, columns: usize) -> Vec<String> {
    let lines = prose(text, columns, "", "  ");
    lines
        .iter()
        .map(|line| line.magenta().to_string())
        .collect()
}
