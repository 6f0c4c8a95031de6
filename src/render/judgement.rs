//! A judgement as lines.

use std::path::Path;

use colored::Colorize;

use super::timeline::{self, is_telling};
use super::{Detail, Form, words};
use crate::text::{Links, clean, plain, prose, wrap};
use crate::verdict::{CheckResult, CheckStatus, Diagnostic, Judgement, Level, Standing};

/// How wide a page is in which words are looked for: no line is broken, as none is between two words of a sentence.
const WIDE: usize = 1000;

/// How many errors of the compiler are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// All of them.
    All,
    /// This one, counted from 0. Most of the others often come of the first.
    One(usize),
}

/// What a student would read, with the line breaks of the screen undone.
pub fn read_aloud(of: &Judgement) -> String {
    let page = plain(&judgement(of, WIDE, Errors::All, Form::Drawn).join("\n"));
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All of a judgement, in the order in which it helps: what does not hold and why, the drawing, the nudge; then the rest.
pub fn judgement(judgement: &Judgement, columns: usize, shown: Errors, form: Form) -> Vec<String> {
    let mut lines = headline(judgement, columns, form);
    if let Some(reason) = &judgement.reason {
        lines.push(String::new());
        lines.extend(prose(reason, columns, "", ""));
    }
    let errors: Vec<&Diagnostic> = judgement.errors().collect();
    let (first, others) = match shown {
        Errors::All => errors.split_at(errors.len().min(1)),
        Errors::One(index) => {
            let one = errors.get(index..=index).unwrap_or_default();
            (one, &errors[..0])
        }
    };
    for error in first {
        lines.push(String::new());
        lines.extend(rendered(error, columns));
    }
    if let Errors::One(index) = shown
        && errors.len() > 1
    {
        let count = words::watch::error_of(index + 1, errors.len(), form);
        lines.extend(prose(&count, columns, "", ""));
    }
    lines.extend(deciding_check(judgement, columns, form));
    lines.extend(nudges(judgement, columns, form));
    for error in others {
        lines.push(String::new());
        lines.extend(rendered(error, columns));
    }
    lines.extend(other_checks(judgement, columns, form));
    lines.extend(output(judgement, columns, form));
    for remark in &judgement.diagnostics {
        if remark.level != Level::Error {
            lines.push(String::new());
            lines.extend(rendered(remark, columns));
        }
    }
    lines
}

/// The first check that failed, which decides, with how.
fn deciding_check(judgement: &Judgement, columns: usize, form: Form) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(check) = judgement.checks.iter().find(|check| has_failed(check)) {
        lines.push(String::new());
        lines.extend(check_lines(check, columns, form));
    }
    if let Some(trace) = judgement.trace.as_ref().filter(|trace| is_telling(trace)) {
        lines.push(String::new());
        lines.extend(match form {
            Form::Drawn => timeline::timeline(trace, columns, Detail::Folded),
            Form::Spoken => timeline::sentences(trace, columns, Detail::Folded),
        });
    }
    lines
}

fn has_failed(check: &CheckResult) -> bool {
    check.status == CheckStatus::Failed
}

/// The checks beside the one that decides. Nothing where none was run.
fn other_checks(judgement: &Judgement, columns: usize, form: Form) -> Vec<String> {
    let checks = &judgement.checks;
    let is_run = |check: &CheckResult| check.status != CheckStatus::NotRun;
    let deciding = checks.iter().position(has_failed);
    if !checks.iter().any(is_run) || (deciding.is_some() && checks.len() == 1) {
        return Vec::new();
    }
    let mut lines = vec![String::new()];
    // What failed alike right before need not be read twice.
    let mut said = deciding.and_then(|index| checks[index].message.as_ref());
    for (index, check) in checks.iter().enumerate() {
        if Some(index) == deciding {
            continue;
        }
        if said.is_some() && said == check.message.as_ref() {
            let repeated = CheckResult {
                message: Some(words::the_same().to_owned()),
                ..check.clone()
            };
            lines.extend(check_lines(&repeated, columns, form));
        } else {
            lines.extend(check_lines(check, columns, form));
        }
        said = check.message.as_ref().or(said);
    }
    lines
}

/// The pass that led to the next exercise, in short.
pub fn banner(judgement: &Judgement, solution: Option<(&Path, &str)>, links: Links) -> Vec<String> {
    // The screen breaks it.
    let mut lines = headline(judgement, usize::MAX, Form::Drawn);
    if let Some((path, shown)) = solution {
        lines.push(words::compare_with(&links.to_file(path, shown)));
    }
    lines.push(String::new());
    lines
}

/// What stays in the scrollback after a pass: what held, and where to compare.
pub fn summary(
    judgement: &Judgement,
    solution: Option<(&Path, &str)>,
    links: Links,
    columns: usize,
    form: Form,
) -> Vec<String> {
    let mut lines = headline(judgement, columns, form);
    for check in &judgement.checks {
        lines.extend(check_lines(check, columns, form));
    }
    for diagnostic in &judgement.diagnostics {
        lines.extend(rendered(diagnostic, columns));
    }
    if let Some((path, shown)) = solution {
        lines.push(words::compare_with(&links.to_file(path, shown)));
    }
    lines.push(String::new());
    lines
}

fn headline(judgement: &Judgement, columns: usize, form: Form) -> Vec<String> {
    let mut text = words::headline(judgement);
    if form == Form::Spoken
        && let Some((_, sentence)) = text.split_once(' ')
    {
        text = sentence.to_owned();
    }
    let styled = match judgement.verdict.standing() {
        Standing::Passed => text.green().bold(),
        Standing::Undecided => text.bold(),
        Standing::NotJudged => text.magenta().bold(),
        Standing::NotPassed => text.red().bold(),
    };
    let mut lines = vec![styled.to_string()];
    if let Some(exploration) = judgement.exploration.filter(|_| judgement.passed()) {
        let explored = words::exploration::explored(&exploration);
        lines.extend(prose(&explored, columns, "  ", "  "));
    }
    lines
}

/// As rustc draws it; in its colours where there are any to be shown.
fn rendered(diagnostic: &Diagnostic, columns: usize) -> Vec<String> {
    let text = if colored::control::SHOULD_COLORIZE.should_colorize() {
        diagnostic.rendered.clone()
    } else {
        plain(&diagnostic.rendered)
    };
    text.trim_end()
        .lines()
        .flat_map(|line| wrap(line, columns))
        .collect()
}

fn check_lines(check: &CheckResult, columns: usize, form: Form) -> Vec<String> {
    let sign = match check.status {
        status if form == Form::Spoken => words::status(status).bold(),
        CheckStatus::Passed => "✓".green(),
        CheckStatus::Failed => "✗".red().bold(),
        CheckStatus::NotRun => "·".dimmed(),
    };
    let mut lines = prose(&check.description, columns, &format!("  {sign} "), "    ");
    if let Some(message) = &check.message {
        for paragraph in clean(message).lines() {
            let broken = prose(paragraph, columns, "      ", "      ");
            lines.extend(broken.iter().map(|line| line.magenta().to_string()));
        }
    }
    lines
}

fn output(judgement: &Judgement, columns: usize, form: Form) -> Vec<String> {
    let output = clean(judgement.output.trim_end());
    if output.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), words::output_title().dimmed().to_string()];
    for line in folded(&output) {
        for line in wrap(&line, columns.saturating_sub(4)) {
            lines.push(match form {
                Form::Drawn => format!("  {} {line}", "│".dimmed()),
                Form::Spoken => line,
            });
        }
    }
    lines
}

/// How many lines of output are shown of its head, and of its tail.
const HEAD: usize = 20;
const TAIL: usize = 10;

/// The lines of an output, without those that only repeat the one before, and without the middle of many.
fn folded(output: &str) -> Vec<String> {
    let all: Vec<&str> = output.lines().collect();
    let mut lines = Vec::new();
    for same in all.chunk_by(PartialEq::eq) {
        lines.push(same[0].to_owned());
        match same.len() {
            1 => {}
            2 => lines.push(same[1].to_owned()),
            more => lines.push(words::more_of_the_same(more - 1)),
        }
    }
    let middle = lines.len().saturating_sub(HEAD + TAIL);
    if middle > 1 {
        let left_out = words::lines_left_out(middle);
        lines.splice(HEAD..HEAD + middle, [left_out]);
    }
    lines
}

fn nudges(judgement: &Judgement, columns: usize, form: Form) -> Vec<String> {
    let mut lines = Vec::new();
    for nudge in &judgement.nudges {
        lines.push(String::new());
        let (lead, indent) = match form {
            Form::Drawn => ("→ ", "  "),
            Form::Spoken => ("", ""),
        };
        let broken = prose(nudge, columns, lead, indent);
        lines.extend(broken.iter().map(|line| line.cyan().to_string()));
    }
    lines
}

/// Hints, each under its number.
pub fn hints(hints: &[String], total: usize, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, hint) in hints.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        let title = words::watch::hint_title(index + 1, total);
        lines.push(title.cyan().bold().to_string());
        lines.extend(prose(hint, columns, "  ", "  "));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_in_the_output_is_counted() {
        assert_eq!(folded("a\nb\nb\nc"), ["a", "b", "b", "c"]);
        let flood = "again\n".repeat(5476);
        assert_eq!(folded(&flood), ["again", "… the same 5,475 times more"]);
    }

    #[test]
    fn of_much_output_head_and_tail_are_left() {
        let flood: Vec<String> = (0..5476).map(|number| number.to_string()).collect();
        let shown = folded(&flood.join("\n"));
        assert_eq!(shown.len(), HEAD + 1 + TAIL);
        assert_eq!(
            shown[HEAD - 1..=HEAD + 1],
            ["19", "… 5,446 more lines …", "5466"]
        );
        assert_eq!(
            folded(&flood[..=HEAD + TAIL].join("\n")).len(),
            HEAD + TAIL + 1
        );
    }
}
