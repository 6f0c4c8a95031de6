//! A judgement as lines.

use std::path::Path;

use colored::Colorize;

use super::timeline::{self, is_telling};
use super::{Detail, words};
use crate::text::{Links, clean, plain, prose, wrap};
use crate::verdict::{CheckResult, CheckStatus, Diagnostic, Judgement, Level, Standing};

/// All of a judgement: headline, the compiler's errors, checks, output, nudges, and what else the compiler remarks.
pub fn judgement(judgement: &Judgement, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(headline(judgement, columns));
    if let Some(reason) = &judgement.reason {
        lines.push(String::new());
        lines.extend(prose(reason, columns, "", ""));
    }
    let (errors, remarks): (Vec<&Diagnostic>, Vec<&Diagnostic>) = judgement
        .diagnostics
        .iter()
        .partition(|diagnostic| diagnostic.level == Level::Error);
    for error in errors {
        lines.push(String::new());
        lines.extend(rendered(error, columns));
    }
    if judgement
        .checks
        .iter()
        .any(|check| check.status != CheckStatus::NotRun)
    {
        lines.push(String::new());
        for (index, check) in judgement.checks.iter().enumerate() {
            // The failed check that stands above it.
            let mut above = judgement.checks[..index].iter().rev();
            let said = above.find_map(|other| other.message.as_ref());
            if said.is_some() && said == check.message.as_ref() {
                let repeated = CheckResult {
                    message: Some(words::the_same().to_owned()),
                    ..check.clone()
                };
                lines.extend(check_lines(&repeated, columns));
            } else {
                lines.extend(check_lines(check, columns));
            }
        }
    }
    if let Some(trace) = judgement.trace.as_ref().filter(|trace| is_telling(trace)) {
        lines.push(String::new());
        let failed = |check: &&CheckResult| check.status == CheckStatus::Failed;
        if judgement.checks.iter().filter(failed).count() > 1 {
            lines.extend(timeline::check(trace, columns));
        }
        lines.extend(timeline::timeline(trace, columns, Detail::Folded));
    }
    lines.extend(output(judgement, columns));
    lines.extend(nudges(judgement, columns));
    for remark in remarks {
        lines.push(String::new());
        lines.extend(rendered(remark, columns));
    }
    lines
}

/// The pass that led to the next exercise, in short.
pub fn banner(judgement: &Judgement, solution: Option<(&Path, &str)>, links: Links) -> Vec<String> {
    // The screen breaks it.
    let mut lines = headline(judgement, usize::MAX);
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
) -> Vec<String> {
    let mut lines = headline(judgement, columns);
    for check in &judgement.checks {
        lines.extend(check_lines(check, columns));
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

fn headline(judgement: &Judgement, columns: usize) -> Vec<String> {
    let text = words::headline(judgement);
    let styled = match judgement.verdict.standing() {
        Standing::Passed => text.green().bold(),
        Standing::NotJudged => text.yellow().bold(),
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

fn check_lines(check: &CheckResult, columns: usize) -> Vec<String> {
    let sign = match check.status {
        CheckStatus::Passed => "✓".green(),
        CheckStatus::Failed => "✗".red().bold(),
        CheckStatus::NotRun => "·".dimmed(),
    };
    let mut lines = prose(&check.description, columns, &format!("  {sign} "), "    ");
    if let Some(message) = &check.message {
        for paragraph in clean(message).lines() {
            let broken = prose(paragraph, columns, "      ", "      ");
            lines.extend(broken.iter().map(|line| line.yellow().to_string()));
        }
    }
    lines
}

fn output(judgement: &Judgement, columns: usize) -> Vec<String> {
    let output = clean(judgement.output.trim_end());
    if output.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), words::output_title().dimmed().to_string()];
    for line in output.lines() {
        for line in wrap(line, columns.saturating_sub(4)) {
            lines.push(format!("  {} {line}", "│".dimmed()));
        }
    }
    lines
}

fn nudges(judgement: &Judgement, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for nudge in &judgement.nudges {
        lines.push(String::new());
        let broken = prose(nudge, columns, "→ ", "  ");
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
