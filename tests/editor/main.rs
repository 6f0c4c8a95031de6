//! Editors: the real rust-analyzer, which asks us at each save, with the settings that `init` writes and that a clone has.
//!
//! Where it is missing, rustup installs it.

#![cfg(unix)]

mod rust_analyzer;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rust_analyzer::RustAnalyzer;
use serde_json::Value;
use support::{Workspace, copy, repository};

const BANK: &str = "exercises/07_deadlocks/dead2_bank.rs";
const KIOSK: &str = "exercises/01_threads/join1_kiosk.rs";

/// What an editor reads of the settings and hands to rust-analyzer.
fn options(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join(".zed/settings.json")).unwrap();
    let settings: Value = serde_json::from_str(&text).unwrap();
    settings["lsp"]["rust-analyzer"]["initialization_options"].clone()
}

fn errors(diagnostics: &Value) -> Vec<&Value> {
    let diagnostics = diagnostics.as_array().unwrap().iter();
    diagnostics.filter(|it| it["severity"] == 1).collect()
}

fn has_errors(diagnostics: &Value) -> bool {
    !errors(diagnostics).is_empty()
}

/// Breaks, saves, sees; mends, saves, sees nothing.
fn breaks_and_mends(editor: &mut RustAnalyzer, folder: &Path) {
    let start = fs::read_to_string(folder.join(BANK)).unwrap();
    editor.open(BANK, &start);
    editor.save(BANK, &start);
    let marks = editor.marks_when(BANK, has_errors);
    let first = errors(&marks)[0];
    assert_eq!(first["code"], "deadlocks", "{first:#}");
    let line = |text: &str| start.lines().position(|line| line.contains(text)).unwrap();
    let (held, wanted) = (line("= from.balance.lock()"), line("= to.balance.lock()"));
    assert_eq!(first["range"]["start"]["line"], wanted);
    let steps = first["relatedInformation"].as_array().unwrap();
    let steps: Vec<(u64, &str)> = steps
        .iter()
        .map(|step| {
            let line = &step["location"]["range"]["start"]["line"];
            (line.as_u64().unwrap(), step["message"].as_str().unwrap())
        })
        .collect();
    let [held, wanted] = [held, wanted].map(|line| line as u64);
    let expected = [
        (held, "1: `main` locks `balance` 1"),
        (held, "2: Thread 1 locks `balance` 2"),
        (wanted, "3: Thread 1 waits for `balance` 1"),
        (wanted, "4: `main` waits for `balance` 2"),
    ];
    assert_eq!(steps, expected);

    let solution = fs::read_to_string(repository("solutions/07_deadlocks/dead2_bank.rs")).unwrap();
    editor.save(BANK, &solution);
    editor.wait_for_check();
    editor.marks_when(BANK, |marks| !has_errors(marks));
}

/// A student's workspace.
fn workspace() -> Workspace {
    let folder = Workspace::empty();
    let call = folder.call(["init", "mine"]);
    call.env("GIT_CONFIG_NOSYSTEM", "1").text();
    folder
}

#[test]
fn in_a_workspace_an_editor_shows_what_fails_and_a_pass_clears_it() {
    let folder = workspace();
    let mine = folder.path("mine");
    // Beside a watcher, which judges the same.
    let mut watcher = folder.process(["watch", "--workspace", mine.to_str().unwrap()]);
    let watcher = watcher.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let mut watcher = watcher.unwrap();
    let mut editor = RustAnalyzer::start(&mine, &options(&mine));
    breaks_and_mends(&mut editor, &mine);

    // The compiler's errors come with what it suggests.
    let start = fs::read_to_string(mine.join(KIOSK)).unwrap();
    editor.open(KIOSK, &start);
    editor.save(KIOSK, &start);
    let marks = editor.marks_when(KIOSK, has_errors);
    let error = errors(&marks)[0];
    assert_eq!(error["code"], "E0615");
    let fixes = editor.quick_fixes(KIOSK, &error["range"]);
    let titles: Vec<&str> = fixes
        .iter()
        .filter_map(|fix| fix["title"].as_str())
        .collect();
    assert!(
        titles
            .iter()
            .any(|title| title.starts_with("use parentheses")),
        "{titles:?}"
    );
    watcher.kill().unwrap();
    watcher.wait().unwrap();
}

/// How long marks take after a save, with everything built: `cargo test --test editor -- --ignored --nocapture soon`.
#[test]
#[ignore = "a measurement, which a busy machine spoils"]
#[expect(clippy::print_stdout, reason = "what was measured is what it is for")]
fn marks_come_soon_after_the_verdict() {
    let folder = workspace();
    let mine = folder.path("mine");
    let start = fs::read_to_string(mine.join(BANK)).unwrap();
    let mut editor = RustAnalyzer::start(&mine, &options(&mine));
    editor.open(BANK, &start);
    let mut times: Vec<[Duration; 2]> = Vec::new();
    for round in 0..6 {
        let saved = Instant::now();
        editor.save(BANK, &format!("{start}// {round}\n"));
        editor.wait_for_check();
        editor.marks_when(BANK, has_errors);
        let took = saved.elapsed();
        let kept = fs::read_to_string(mine.join(".threadlings/judged/dead2_bank")).unwrap();
        let kept: Value = serde_json::from_str(kept.split_once('\n').unwrap().1).unwrap();
        let judging = kept["judgement"]["elapsed_ms"].as_u64().unwrap();
        let judging = Duration::from_millis(judging);
        times.push([took, took.saturating_sub(judging)]);
    }
    // The first one builds the explorer.
    for [took, besides] in &times[1..] {
        println!("{took:?} from a save to its marks, of which {besides:?} were not judging");
    }
}

#[test]
fn in_a_clone_the_program_that_cargo_built_is_found() {
    let clone = Workspace::empty();
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(repository(""))
        .output();
    for path in String::from_utf8(listed.unwrap().stdout).unwrap().lines() {
        let from = repository(path);
        // What is tested elsewhere is not needed, and links lead to folders that are.
        if from.is_file() && !path.starts_with("tests/") {
            let to = clone.path(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
    copy(&repository(".zed"), &clone.path(".zed"));
    let built = clone.path("target/debug/threadlings");
    fs::create_dir_all(built.parent().unwrap()).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_threadlings"), built).unwrap();
    let folder = clone.path("");
    let mut editor = RustAnalyzer::start(&folder, &options(&folder));
    breaks_and_mends(&mut editor, &folder);
}
