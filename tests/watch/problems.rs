//! The problem matchers of `.vscode/tasks.json`, on what the watcher writes to a terminal.

use std::collections::HashMap;
use std::fs;

use regex::{Captures, Regex};
use serde_json::Value;
use threadlings::text;

use crate::workspace::{FIRST, Workspace, attempt, solution};

/// A problem, as field and text.
type Problem = HashMap<String, String>;

fn matchers() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.vscode/tasks.json");
    let tasks: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    tasks["tasks"][0]["problemMatcher"]
        .as_array()
        .unwrap()
        .clone()
}

fn regex(value: &Value) -> Regex {
    Regex::new(value.as_str().unwrap()).unwrap()
}

/// Where the lines match one pattern after the other.
fn problem(patterns: &[Value], lines: &[String]) -> Option<Problem> {
    let mut problem = Problem::new();
    for (pattern, line) in patterns.iter().zip(lines) {
        let expression = regex(&pattern["regexp"]);
        let found: Captures = expression.captures(line)?;
        for field in ["file", "line", "column", "severity", "code", "message"] {
            if let Some(group) = pattern[field].as_u64()
                && let Some(text) = found.get(usize::try_from(group).unwrap())
            {
                problem.insert(field.to_owned(), text.as_str().to_owned());
            }
        }
    }
    (lines.len() >= patterns.len()).then_some(problem)
}

/// What VS Code lists when all this was written: the problems of the last whole screen.
fn problems(matcher: &Value, written: &str) -> Vec<Problem> {
    let lines: Vec<String> = text::plain(written)
        .split('\n')
        .map(|line| line.trim_end_matches('\r').to_owned())
        .collect();
    let begins = regex(&matcher["background"]["beginsPattern"]);
    let ends = regex(&matcher["background"]["endsPattern"]);
    let patterns = matcher["pattern"].as_array().unwrap();
    let (mut listed, mut found) = (None, Vec::new());
    for (index, line) in lines.iter().enumerate() {
        if begins.is_match(line) {
            found.clear();
        } else if ends.is_match(line) {
            listed = Some(found.clone());
        }
        let problem = problem(patterns, &lines[index..]);
        found.extend(problem.filter(|problem| !found.contains(problem)));
    }
    listed.unwrap_or_else(|| panic!("no end: {lines:#?}"))
}

#[test]
fn the_task_of_vs_code_finds_verdicts_and_errors_and_forgets_them() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&["--stay"]);
    let [verdict, compiler] = &matchers()[..] else {
        panic!("two matchers are expected");
    };
    let root = workspace.dir();
    let file = workspace.file(FIRST);
    let file = file.strip_prefix(root).unwrap().to_str().unwrap();
    let told = |matcher| problems(matcher, &pty.written_since(0));
    // The first screen has a welcome between the file and its verdict.
    workspace.save(FIRST, &attempt("a_word"));
    pty.wait("the verdict", |screen| {
        screen.contains("a_word") && !screen.contains("judging …")
    });
    let found = told(verdict);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["file"], file);
    assert!(
        found[0]["message"].contains(" does not compile: "),
        "{found:?}"
    );
    let found = told(compiler);
    assert_eq!(found[0]["severity"], "error");
    assert_eq!(found[0]["file"], file);
    assert!(found[0]["line"].parse::<u32>().unwrap() > 1, "{found:?}");

    workspace.save(FIRST, &solution(FIRST));
    pty.wait("the pass", |_| workspace.record(FIRST).is_passed());
    pty.wait("the next screen", |screen| {
        screen.contains("1/62 passed") && !screen.contains("judging …")
    });
    assert_eq!(told(verdict), []);
    assert_eq!(told(compiler), []);
}
