//! The problem matchers of `.vscode/tasks.json`, on what the watcher writes to a terminal.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;

use regex::{Captures, Regex};
use serde_json::Value;
use threadlings::text;

use crate::workspace::{FIRST, Workspace, attempt, solution, start};

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
fn problem(matcher: &Value, lines: &[String]) -> Option<Problem> {
    let mut problem = Problem::new();
    for (pattern, line) in patterns(matcher).iter().zip(lines) {
        let expression = regex(&pattern["regexp"]);
        let found: Captures = expression.captures(line)?;
        for field in ["file", "line", "column", "severity", "code", "message"] {
            if let Some(group) = pattern[field].as_u64()
                && let Some(text) = found.get(usize::try_from(group).unwrap())
            {
                let so_far = problem.entry(field.to_owned()).or_default();
                let separator = if so_far.is_empty() { "" } else { "\n" };
                so_far.push_str(separator);
                so_far.push_str(text.as_str());
            }
        }
    }
    problem.insert("owner".to_owned(), matcher["owner"].to_string());
    Some(problem)
}

fn patterns(matcher: &Value) -> &[Value] {
    matcher["pattern"].as_array().unwrap()
}

/// What VS Code lists when all this was written: the problems of the last whole screen. Of several matchers, the one of most lines has
/// the say, and lines that matched are used up.
fn problems(written: &str) -> Vec<Problem> {
    let mut matchers = matchers();
    matchers.sort_by_key(|matcher| Reverse(patterns(matcher).len()));
    let most = patterns(&matchers[0]).len();
    let background = &matchers[0]["background"];
    let begins = regex(&background["beginsPattern"]);
    let ends = regex(&background["endsPattern"]);
    let (mut listed, mut found) = (None, Vec::new());
    let mut last: Vec<String> = Vec::new();
    let plain = text::plain(written);
    for line in plain.split('\n').map(|line| line.trim_end_matches('\r')) {
        if begins.is_match(line) {
            found.clear();
        } else if ends.is_match(line) {
            listed = Some(found.clone());
        }
        last.push(line.to_owned());
        if last.len() > most {
            last.remove(0);
        }
        let problem = matchers.iter().find_map(|matcher| {
            let from = last.len().checked_sub(patterns(matcher).len())?;
            problem(matcher, &last[from..])
        });
        if let Some(problem) = problem {
            last.clear();
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
    }
    listed.unwrap_or_else(|| panic!("no end: {plain}"))
}

/// The problems of one owner.
fn of(owner: &str, problems: &[Problem]) -> Vec<Problem> {
    let owner = format!("{owner:?}");
    let problems = problems.iter();
    problems
        .filter(|it| it["owner"] == owner)
        .cloned()
        .collect()
}

#[test]
fn the_task_of_vs_code_finds_verdicts_and_errors_and_forgets_them() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&["--stay"]);
    let file = path(&workspace, FIRST);
    // The first screen has a welcome between the file and its verdict.
    workspace.save(FIRST, &attempt("a_word"));
    pty.wait("the verdict", |screen| {
        screen.contains("a_word") && !screen.contains("judging …")
    });
    let told = problems(&pty.written_since(0));
    let found = of("threadlings", &told);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["file"], file);
    assert!(
        found[0]["message"].contains(" does not compile: "),
        "{found:?}"
    );
    let found = of("threadlings compiler", &told);
    assert_eq!(found[0]["severity"], "error");
    assert_eq!(found[0]["file"], file);
    assert!(found[0]["line"].parse::<u32>().unwrap() > 1, "{found:?}");

    workspace.save(FIRST, &solution(FIRST));
    pty.wait("the pass", |_| workspace.record(FIRST).is_passed());
    pty.wait("the next screen", |screen| {
        screen.contains("1/62 passed") && !screen.contains("judging …")
    });
    assert_eq!(problems(&pty.written_since(0)), []);
}

fn path(workspace: &Workspace, exercise: &str) -> String {
    let file = workspace.file(exercise);
    let file = file.strip_prefix(workspace.dir()).unwrap();
    file.to_str().unwrap().to_owned()
}

/// A mistake of the kit's, and the line on which it fails.
fn mistake(of: &str, name: &str, line: &str) -> (String, String) {
    let path = format!("{}/mistakes/{of}/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let at = text.lines().position(|it| it.contains(line)).unwrap();
    (text, (at + 1).to_string())
}

#[test]
fn the_task_of_vs_code_knows_the_line_of_each_verdict() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&["--stay"]);
    pty.wait("the first verdict", |screen| {
        screen.contains("does not compile")
    });
    for (folder, exercise, name, line, verdict) in [
        (
            "06_send_sync",
            "send1_remote",
            "swears_it_is_safe",
            "unsafe impl",
            "breaks the rules",
        ),
        (
            "07_deadlocks",
            "dead1_locker",
            "looks_at_a_copy",
            ".keys().copied()",
            "does not hold",
        ),
        (
            "07_deadlocks",
            "dead1_locker",
            "tries_until_it_opens",
            ".try_lock()",
            "makes no progress",
        ),
        (
            "07_deadlocks",
            "dead2_bank",
            "",
            "= to.balance.lock()",
            "deadlocks",
        ),
        (
            "01_threads",
            "join2_ovens",
            "",
            "thread::sleep(",
            "fails in some interleaving",
        ),
    ] {
        let (text, line) = if name.is_empty() {
            let text = start(exercise);
            let at = text.lines().position(|it| it.contains(line)).unwrap();
            (format!("{text}// again\n"), (at + 1).to_string())
        } else {
            mistake(&format!("{folder}/{exercise}"), name, line)
        };
        workspace.save(exercise, &text);
        let headline = |screen: &str| {
            let begin = [
                format!("✗ {exercise} "),
                format!("✗ {exercise}: 1 of 6 checks "),
            ];
            begin
                .iter()
                .any(|begin| screen.contains(&format!("{begin}{verdict}")))
        };
        pty.wait(verdict, |screen| {
            headline(screen) && !screen.contains("judging …")
        });
        let found = of("threadlings", &problems(&pty.written_since(0)));
        let [found] = &found[..] else {
            panic!("{verdict}: {found:?}");
        };
        assert!(found["message"].contains(verdict), "{found:?}");
        assert_eq!(found["file"], path(&workspace, exercise), "{found:?}");
        assert_eq!(found.get("line"), Some(&line), "{found:?}");
    }
}

#[test]
fn the_task_of_vs_code_knows_where_a_verdict_belongs_after_a_pass() {
    let workspace = Workspace::new();
    let before = "spawn1_thumbs";
    let pty = workspace.watch(&["watch", before]);
    pty.wait("the first verdict", |screen| {
        screen.contains("does not compile")
    });
    workspace.save(before, &solution(before));
    let ovens = "fails in some interleaving";
    pty.wait("the next verdict", |screen| screen.contains(ovens));
    let found = of("threadlings", &problems(&pty.written_since(0)));
    assert_eq!(
        found[0]["file"],
        path(&workspace, "join2_ovens"),
        "{found:?}"
    );
    assert!(found[0].contains_key("line"), "{found:?}");
}

#[test]
fn the_task_of_vs_code_reads_errors_in_a_narrow_terminal() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((50, 40), &["--stay"], &[]);
    workspace.save(FIRST, &format!("{}\n", start(FIRST)));
    pty.wait("the error", |screen| {
        screen.contains("E0615") && !screen.contains("judging …")
    });
    let found = of("threadlings compiler", &problems(&pty.written_since(0)));
    assert_eq!(found[0]["file"], path(&workspace, FIRST), "{found:?}");
    assert_eq!(found[0]["line"], "16", "{found:?}");
    assert!(found[0]["message"].contains("JoinHandle"), "{found:?}");
}
