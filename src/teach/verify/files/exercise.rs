//! What can be told of one exercise from its manifest entry, its checks and the presence of its files.

use super::rust;
use crate::judge::{Checks, ChecksError};
use crate::kit::When;
use crate::teach::bundle::Bundle;
use crate::teach::lines::Lines;
use crate::teach::sources::Sources;
use crate::teach::{Finding, Kind, words};

/// Marks what `new` leaves for the teacher to write.
pub(super) const TO_DO: &str = "TODO(teacher)";

pub(super) fn findings(bundle: &Bundle, sources: &Sources, lines: &Lines) -> Vec<Finding> {
    let mut findings = presence(bundle, sources);
    findings.extend(manifest_entry(bundle, lines));
    findings.extend(checks(bundle, lines));
    for (file, mistake) in &bundle.mistakes {
        for problem in mistake.as_ref().err().iter().flat_map(|all| &all.list) {
            let mut message = problem.message.clone();
            if let Some(fix) = &problem.fix {
                message = format!("{message}: {fix}");
            }
            let line = Some(problem.line);
            findings.push(Finding::new(
                Kind::MistakeMalformed,
                file.path,
                line,
                message,
            ));
        }
    }
    findings.extend(to_do(bundle, sources, lines));
    findings
}

fn presence(bundle: &Bundle, sources: &Sources) -> Vec<Finding> {
    let exercise = bundle.exercise;
    let mut findings = Vec::new();
    let path = exercise.path();
    if bundle.start.is_none() && !sources.oddities.contains_key(&path) {
        let message = words::no_start(&exercise.name);
        findings.push(Finding::new(Kind::StartMissing, path, None, message));
    }
    if bundle.checks.is_none() {
        let path = exercise.checks_path();
        if !bundle.mistakes.is_empty() && !sources.oddities.contains_key(&path) {
            let message = words::no_checks(&exercise.name);
            findings.push(Finding::new(Kind::ChecksMissing, path, None, message));
        }
        return findings;
    }
    match bundle.solutions.as_slice() {
        [] => {
            let path = exercise.solution_path();
            let message = words::no_solution(&exercise.name);
            findings.push(Finding::new(Kind::SolutionMissing, path, None, message));
        }
        [only] => {
            let message = words::only_one_solution();
            findings.push(Finding::new(Kind::FewSolutions, only.path, None, message));
        }
        _ => {}
    }
    if bundle.mistakes.len() < 2 {
        let message = words::few_mistakes(bundle.mistakes.len());
        let path = exercise.mistakes_path();
        findings.push(Finding::new(Kind::FewMistakes, path, None, message));
    }
    findings
}

fn manifest_entry(bundle: &Bundle, lines: &Lines) -> Vec<Finding> {
    let exercise = bundle.exercise;
    let mut findings = Vec::new();
    let mut find = |kind, message: &str| {
        let line = lines.of(&exercise.name);
        findings.push(Finding::new(kind, "info.toml", line, message));
    };
    if exercise.hints.is_empty() {
        find(Kind::NoHints, words::no_hints());
    }
    // The rest is what a kit in the community format cannot say.
    if bundle.checks.is_some() {
        if exercise.nudges.is_empty() {
            find(Kind::NoNudges, words::no_nudges());
        }
        if exercise.title.is_none() {
            find(Kind::Unnamed, words::no_title());
        }
        if exercise.concepts.is_empty() {
            find(Kind::Unnamed, words::no_concepts());
        }
    }
    findings
}

fn checks(bundle: &Bundle, lines: &Lines) -> Vec<Finding> {
    let exercise = bundle.exercise;
    let mut findings = Vec::new();
    let Some(file) = bundle.checks else {
        findings.extend(unknown_checks(bundle, lines, &[]));
        return findings;
    };
    let checks = match Checks::parse_all(file.text) {
        Ok(checks) => checks.checks,
        Err(errors) => {
            let findings = errors.into_iter().map(|ChecksError { line, message }| {
                Finding::new(Kind::ChecksMalformed, file.path, Some(line), message)
            });
            return findings.collect();
        }
    };
    let names: Vec<&str> = checks.iter().map(|check| check.name.as_str()).collect();
    findings.extend(unknown_checks(bundle, lines, &names));
    if let Some(points) = exercise.points
        && points > 0
        && (points as usize) < checks.len()
    {
        let line = lines.of_key(&exercise.name, "points");
        let message = words::worthless_checks(points, checks.len());
        findings.push(Finding::new(
            Kind::WorthlessCheck,
            "info.toml",
            line,
            message,
        ));
    }
    for check in &checks {
        if !is_sentence(&check.description) {
            let (line, message) = (Some(check.line), words::no_sentence(&check.name));
            findings.push(Finding::new(Kind::NoSentence, file.path, line, message));
        }
    }
    for line in rust::silent_assertions(file.text) {
        let message = words::silent_assertion();
        findings.push(Finding::new(
            Kind::SilentAssertion,
            file.path,
            Some(line),
            message,
        ));
    }
    // Where interleavings are explored, a sleep is over at once.
    let is_slow = |what: &str| what != "sleep" || exercise.explore.is_none();
    for (line, what) in rust::clocks(file.text) {
        if !is_slow(what) {
            continue;
        }
        let message = words::reads_clock(what);
        findings.push(Finding::new(
            Kind::ReadsClock,
            file.path,
            Some(line),
            message,
        ));
    }
    findings
}

/// Whether students read it as a sentence: it may begin with a quoted name, and end with a quotation.
fn is_sentence(text: &str) -> bool {
    let begins = !text.starts_with(char::is_lowercase);
    let end = text.trim_end_matches(['"', '”', '»', ')', '`']);
    begins && end.ends_with(['.', '!', '?', '…'])
}

fn unknown_checks(bundle: &Bundle, lines: &Lines, checks: &[&str]) -> Vec<Finding> {
    let exercise = bundle.exercise;
    let mut findings = Vec::new();
    let mut look = |when: &When, line: Option<usize>| {
        if let When::Check(name) = when
            && !checks.contains(&name.as_str())
            // In-file tests have paths, and `main` is a check of theirs.
            && bundle.checks.is_some()
        {
            let message = words::unknown_check(name, checks);
            findings.push(Finding::new(Kind::UnknownCheck, "info.toml", line, message));
        }
    };
    for (index, nudge) in exercise.nudges.iter().enumerate() {
        look(&nudge.when, lines.of_item(&exercise.name, "nudges", index));
    }
    findings
}

fn to_do(bundle: &Bundle, sources: &Sources, lines: &Lines) -> Vec<Finding> {
    let mut findings = Vec::new();
    // A student's own `TODO` belongs into a start, and into a mistake that was made from it.
    let mistakes = bundle.mistakes.iter().map(|(file, _)| file);
    for file in bundle.start.iter().chain(mistakes) {
        findings.extend(left_to_do(file.path, file.text, TO_DO));
    }
    for file in bundle.solutions.iter().chain(&bundle.checks) {
        findings.extend(left_to_do(file.path, file.text, "TODO"));
    }
    let manifest = sources.text("info.toml").unwrap_or_default();
    let mut entry = left_to_do("info.toml", manifest, TO_DO);
    let range = lines.range(&bundle.exercise.name);
    entry.retain(|finding| finding.line.is_some_and(|line| range.contains(&line)));
    findings.extend(entry);
    findings
}

/// The lines of a text that have the mark.
pub(super) fn left_to_do(path: &str, text: &str, mark: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    let marked = lines.filter(|(_, line)| line.contains(mark));
    marked
        .map(|(index, line)| {
            let kind = if path.starts_with("solutions/") {
                Kind::ToDoInSolution
            } else {
                Kind::ToDo
            };
            let finding = Finding::new(kind, path, Some(index + 1), words::to_do());
            finding.with_detail(line.trim())
        })
        .collect()
}
