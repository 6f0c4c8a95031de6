//! Progress files that are damaged, too new or out of reach.

use std::fs;

use serde_json::json;

use crate::support::Workspace;

const FILE: &str = ".threadlings/progress.toml";
const DAMAGED: &str = "version = 1

[exercises.join1_kiosk]
passed_at = \"2026-03-21T09:07:12Z\"
points = 4
hints_seen = 1
attempts = 5

[exercises.spawn1_thumbs
";
const RECOVERED: &str = "The progress file was damaged. What could be read of it (1 exercise) is kept; \
    the damaged file is [WORKSPACE]/.threadlings/progress.toml.corrupt-1\n";

#[test]
fn a_damaged_file_is_kept_aside_and_what_can_be_read_is_kept() {
    for command in [
        &["list", "--json"][..],
        &["hint", "--json"],
        &["run", "join1", "--json"],
    ] {
        let workspace = Workspace::new();
        workspace.solve("01_threads/join1_kiosk");
        workspace.write(FILE, DAMAGED);
        workspace
            .call(command.iter().copied())
            .stderr(RECOVERED)
            .json();
        assert_eq!(
            workspace.read(".threadlings/progress.toml.corrupt-1"),
            DAMAGED
        );
        let listed = workspace.call(["list", "--json"]).json();
        let first = &listed["exercises"][0];
        assert_eq!(
            (first["passed"].as_bool(), first["points"].as_u64()),
            (Some(true), Some(4))
        );
        assert_eq!(first["passed_at"], "2026-03-21T09:07:12Z");
    }
}

#[test]
fn a_file_of_a_later_program_is_left_alone() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    workspace.write(FILE, "version = 7\n");
    for args in [
        &["list"][..],
        &["hint"],
        &["run"],
        &["solution", "join1"],
        &["watch"],
    ] {
        workspace
            .call(args.iter().copied())
            .status(3)
            .stderr("threadlings: `[WORKSPACE]/.threadlings/progress.toml` has version 7, but this program knows version 1 only; use a newer threadlings\n")
            .check();
    }
    assert_eq!(workspace.read(FILE), "version = 7\n");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let workspace = Workspace::new();
    fs::create_dir_all(workspace.path(FILE)).unwrap();
    for args in [&["list"][..], &["run"]] {
        let text = workspace.call(args.iter().copied()).status(3).failure();
        let beginning = "threadlings: cannot read `[WORKSPACE]/.threadlings/progress.toml`; check that it is a file you may read";
        assert!(text.starts_with(beginning), "{text}");
        assert_eq!(text.lines().count(), 1);
    }
}

#[test]
fn a_place_where_nothing_can_be_kept_is_named() {
    let workspace = Workspace::new();
    workspace.write(".threadlings", "a file");
    for args in [&["hint"][..], &["run"], &["watch"]] {
        let text = workspace.call(args.iter().copied()).status(3).failure();
        assert!(text.contains("[WORKSPACE]/.threadlings"), "{text}");
    }
    assert_eq!(workspace.read(".threadlings"), "a file");
}

#[test]
fn an_exercise_that_cannot_be_read_is_named() {
    let workspace = Workspace::new();
    let file = "exercises/01_threads/join1_kiosk.rs";
    fs::remove_file(workspace.path(file)).unwrap();
    fs::create_dir(workspace.path(file)).unwrap();
    for args in [&["run"][..], &["reset", "join1"]] {
        let text = workspace.call(args.iter().copied()).status(3).failure();
        assert!(text.starts_with("threadlings: cannot read "), "{text}");
        assert!(text.contains(&format!("[WORKSPACE]/{file}")), "{text}");
    }
}

#[test]
fn progress_is_shown_and_carried_to_another_workspace() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    workspace.call(["run", "join1_kiosk"]).status(0).text();
    let shown = workspace.call(["progress", "--json"]).json();
    assert_eq!(shown["passed"], 1);
    assert_eq!(shown["attempts"], 1);
    let first = &shown["chapters"][0];
    assert_eq!(
        (&first["name"], &first["passed"]),
        (&json!("01_threads"), &json!(1))
    );
    assert_eq!(
        first["concepts"][0],
        json!({ "name": "spawn", "met": true })
    );
    assert_eq!(shown["days"][0]["passed"], 1);
    let page = workspace.call(["progress"]).status(0).text();
    assert!(page.contains("1 of 62 passed"), "{page}");

    let file = workspace.path("mine.toml").display().to_string();
    workspace
        .call(["progress", "export", &file])
        .status(0)
        .text();
    let other = Workspace::new();
    let said = other.call(["progress", "import", &file]).status(0).text();
    assert_eq!(
        said,
        format!("1 exercise of {file} passed that were not passed here.\n")
    );
    let there = other.call(["progress", "--json"]).json();
    assert_eq!(there, shown);
    let again = other.call(["progress", "import", &file]).status(0).text();
    assert!(again.starts_with("0 exercises"), "{again}");

    other.write("other.toml", "passed = 3");
    other
        .call(["progress", "import", "other.toml"])
        .status(2)
        .stderr("threadlings: other.toml holds no progress: name a file that `threadlings progress export` has written\n")
        .check();
}

#[test]
fn what_was_judged_is_told_even_if_it_cannot_be_written_down() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    // As good as a folder that can only be read.
    workspace.write(".threadlings/progress.lock/in_the_way", "");
    let mut call = workspace.process(["run", "join1_kiosk"]);
    let output = call.output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let (said, warned) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(said.starts_with("✓ join1_kiosk passed"), "{said}");
    assert!(
        warned.contains("Your progress is not saved yet: "),
        "{warned}"
    );
}

#[test]
fn a_dumb_terminal_gets_no_escapes() {
    let workspace = Workspace::new();
    let text = |term: &str| {
        let call = workspace.call(["list"]).env("CLICOLOR_FORCE", "1");
        call.env("TERM", term).text()
    };
    assert!(text("xterm").contains('\u{1b}'));
    assert!(!text("dumb").contains('\u{1b}'));
}
