//! Whether what a student gets gives away what is hidden.

use crate::judge::Checks;
use crate::teach::bundle::{Bundle, File};
use crate::teach::sources::Sources;
use crate::teach::{Finding, Kind, words};

/// How many letters a line must have, without white space, to be told from what stands everywhere.
const TELLING: usize = 20;

pub(super) fn findings(bundle: &Bundle, sources: &Sources) -> Vec<Finding> {
    let Some(start) = bundle.start else {
        return Vec::new();
    };
    let mut shown = vec![start];
    let readme = bundle.exercise.dir.as_ref().and_then(|dir| {
        let (path, text) = sources
            .texts
            .get_key_value(&format!("exercises/{dir}/README.md"))?;
        Some(File { path, text })
    });
    shown.extend(readme);

    let mut findings = Vec::new();
    let hidden = hidden_of_solutions(bundle, &start);
    for file in &shown {
        let is_start = file.path == start.path;
        let said: Vec<(usize, &str)> = numbered(file.text)
            .filter_map(|(number, line)| {
                // What a start does itself it may do as a solution does; what it only says, it gives away.
                let said = if is_start { comment(line)? } else { line };
                let said = compact(said);
                let is_secret = |hidden: &&Hidden| said.contains(hidden.line.as_str());
                hidden
                    .iter()
                    .any(|hidden| is_secret(&hidden))
                    .then_some((number, line))
            })
            .collect();
        for (number, line) in &said {
            // A chapter's text shows how things are written; a line of it may be one of a solution's by chance.
            let by_chance =
                !is_start && !said.iter().any(|(other, _)| other.abs_diff(*number) == 1);
            if by_chance {
                continue;
            }
            let text = compact(line);
            if let Some(secret) = hidden.iter().find(|hidden| text.contains(&hidden.line)) {
                let message = words::leaks_solution(&secret.path, secret.number);
                let finding = Finding::new(Kind::LeaksSolution, file.path, Some(*number), message);
                findings.push(finding.with_detail(line.trim()));
            }
        }
        findings.extend(leaks_of_checks(bundle, file));
    }
    for (number, line) in numbered(start.text) {
        let head = comment(line).map(str::trim_start).unwrap_or_default();
        if head.starts_with("verdict:") || head.starts_with("says:") {
            let message = words::leaks_mistake_head();
            findings.push(Finding::new(
                Kind::LeaksChecks,
                start.path,
                Some(number),
                message,
            ));
        }
    }
    findings
}

/// A line of code that students do not get.
struct Hidden {
    path: String,
    number: usize,
    /// Without white space.
    line: String,
}

/// Lines of code that solutions have and the start has not.
fn hidden_of_solutions(bundle: &Bundle, start: &File) -> Vec<Hidden> {
    let known: Vec<String> = code(start.text).map(|(_, line)| line).collect();
    let mut hidden = Vec::new();
    for solution in &bundle.solutions {
        for (number, line) in code(solution.text) {
            if !known.contains(&line) {
                let path = solution.path.to_owned();
                hidden.push(Hidden { path, number, line });
            }
        }
    }
    hidden
}

fn leaks_of_checks(bundle: &Bundle, shown: &File) -> Vec<Finding> {
    let Some(checks) = bundle.checks else {
        return Vec::new();
    };
    // A scene may do what a check does; what must come of it is the check's alone.
    let hidden: Vec<(usize, String)> = code(checks.text)
        .filter(|(_, line)| line.starts_with("assert"))
        .collect();
    let names: Vec<String> = Checks::parse_all(checks.text)
        .map(|checks| checks.checks.into_iter().map(|check| check.name).collect())
        .unwrap_or_default();
    let mut findings = Vec::new();
    for (number, line) in numbered(shown.text) {
        let said = compact(line);
        let at = hidden.iter().find(|(_, hidden)| said.contains(hidden));
        let name = names.iter().find(|name| is_named(line, name));
        let message = match (at, name) {
            (Some((at, _)), _) => words::leaks_checks(checks.path, *at),
            (None, Some(name)) => words::names_checks(name),
            (None, None) => continue,
        };
        let finding = Finding::new(Kind::LeaksChecks, shown.path, Some(number), message);
        findings.push(finding.with_detail(line.trim()));
    }
    findings
}

/// A short name may be an everyday word.
fn is_named(line: &str, check: &str) -> bool {
    check.contains('_')
        && line
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == check)
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

/// The lines of code that tell something, without white space.
fn code(text: &str) -> impl Iterator<Item = (usize, String)> {
    numbered(text)
        .map(|(number, line)| (number, line.split("//").next().unwrap_or_default()))
        .map(|(number, line)| (number, compact(line)))
        .filter(|(_, line)| line.chars().count() >= TELLING)
}

/// What stands behind the first `//` of a line.
fn comment(line: &str) -> Option<&str> {
    let (_, comment) = line.split_once("//")?;
    Some(comment.trim_start_matches(['/', '!']))
}

fn compact(line: &str) -> String {
    line.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}
