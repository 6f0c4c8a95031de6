//! `threadlings doctor`, on this machine and on machines that lack something.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const NAMES: [&str; 13] = [
    "rustc",
    "clippy",
    "linker",
    "check harness",
    "explorer",
    "memory limits",
    "sandbox",
    "file events",
    "workspace",
    "kit",
    "progress",
    "terminal",
    "editor",
];

/// A workspace that has its own kit of one exercise.
fn workspace(info: &str) -> TempDir {
    let workspace = tempfile::tempdir().unwrap();
    fs::create_dir(workspace.path().join("exercises")).unwrap();
    fs::write(workspace.path().join("exercises/first.rs"), "fn main() {}").unwrap();
    fs::write(workspace.path().join("info.toml"), info).unwrap();
    workspace
}

const INFO: &str = "format_version = 1\n[[exercises]]\nname = \"first\"\nhint = \"None.\"\n";

fn doctor(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("threadlings").unwrap();
    command.arg("doctor").current_dir(dir).env(
        "THREADLINGS_CACHE",
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("doctor-cache"),
    );
    // What the terminal of whoever runs the tests says of itself.
    for name in ["RUSTC", "CLICOLOR_FORCE", "TERM_PROGRAM", "ZELLIJ", "TMUX"] {
        command.env_remove(name);
    }
    command
}

fn text(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The item's sign, detail and advice, with the line breaks undone.
fn item(output: &Output, name: &str) -> String {
    let text = text(output);
    let mut lines = text.lines().skip_while(|line| {
        line.get(..)
            .and_then(|line| line.split_once(' '))
            .is_none_or(|(_, rest)| !rest.starts_with(name))
    });
    let first = lines
        .next()
        .unwrap_or_else(|| panic!("no {name} in\n{text}"));
    let rest = lines.take_while(|line| line.starts_with(' '));
    let words: Vec<&str> = std::iter::once(first)
        .chain(rest)
        .flat_map(str::split_whitespace)
        .collect();
    words.join(" ")
}

fn json(command: &mut Command) -> (Value, Option<i32>) {
    let output = command.arg("--json").output().unwrap();
    (
        serde_json::from_str(&text(&output)).unwrap(),
        output.status.code(),
    )
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn this_machine_can_judge_and_nothing_is_left_behind() {
    let workspace = workspace(INFO);
    let output = doctor(workspace.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    for name in ["rustc", "linker", "check harness", "workspace", "progress"] {
        assert!(item(&output, name).starts_with('✓'), "{}", text(&output));
    }
    assert!(item(&output, "kit").starts_with("✓ kit 1 exercise in"));
    assert!(item(&output, "terminal").starts_with("! terminal the output goes elsewhere"));
    assert!(item(&output, "editor").contains("--edit-cmd"));
    if cfg!(target_os = "linux") {
        assert!(item(&output, "memory limits").starts_with('✓'));
    }
    assert!(text(&output).ends_with("limited.\n"), "{}", text(&output));
    assert_eq!(names(workspace.path()), ["exercises", "info.toml"]);
    assert_eq!(names(&workspace.path().join("exercises")), ["first.rs"]);
}

#[test]
fn without_rustc_it_fails_and_says_where_to_get_it() {
    let workspace = workspace(INFO);
    let empty = tempfile::tempdir().unwrap();
    let output = doctor(workspace.path())
        .env("PATH", empty.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let rustc = item(&output, "rustc");
    assert!(
        rustc.starts_with("✗ rustc not found") && rustc.contains("https://rustup.rs"),
        "{rustc}"
    );
    for name in ["clippy", "linker", "check harness"] {
        let item = item(&output, name);
        assert!(
            item.starts_with('!') && item.contains("needs rustc"),
            "{item}"
        );
    }
    assert!(
        item(&output, "kit").starts_with('✓'),
        "the rest is looked at all the same"
    );
    assert!(text(&output).contains("1 thing is missing or broken"));
}

#[test]
fn a_rustc_that_does_not_answer_is_shown_with_what_it_said() {
    let workspace = workspace(INFO);
    let ourselves = assert_cmd::cargo::cargo_bin("threadlings");
    let output = doctor(workspace.path())
        .env("RUSTC", ourselves)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let rustc = item(&output, "rustc");
    assert!(
        rustc.starts_with("✗ rustc") && rustc.contains("does not work: error: unexpected argument"),
        "{rustc}"
    );
}

/// Elsewhere the linker is not looked for on the `PATH` alone.
#[cfg(target_os = "linux")]
#[test]
fn without_a_linker_it_fails_and_says_what_to_install() {
    use threadlings::judge::Toolchain;
    let workspace = workspace(INFO);
    let rustc = Toolchain::find(workspace.path()).unwrap().rustc;
    let empty = tempfile::tempdir().unwrap();
    let output = doctor(workspace.path())
        .env("RUSTC", rustc)
        .env("PATH", empty.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(item(&output, "rustc").starts_with('✓'));
    let linker = item(&output, "linker");
    assert!(
        linker.starts_with("✗ linker no program can be linked: linker `cc` not found"),
        "{linker}"
    );
    assert!(linker.contains("sudo apt install gcc"), "{linker}");
}

#[test]
fn a_broken_manifest_is_shown_with_all_its_problems() {
    let workspace = workspace(
        "format_version = 1\nwelcome = \"Hi\"\n[[exercises]]\nname = \"first\"\nhintt = \"None.\"\n",
    );
    let output = doctor(workspace.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let kit = item(&output, "kit");
    assert!(kit.starts_with("✗ kit"), "{kit}");
    for problem in [
        "info.toml:2: unknown key `welcome`",
        "info.toml:5: unknown key `hintt`",
    ] {
        assert!(kit.contains(problem), "{kit}");
    }
    for name in ["rustc", "workspace", "progress"] {
        assert!(item(&output, name).starts_with('✓'), "{}", text(&output));
    }
}

#[test]
fn without_a_workspace_it_says_where_to_go() {
    let empty = tempfile::tempdir().unwrap();
    let output = doctor(empty.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let workspace = item(&output, "workspace");
    assert!(
        workspace.starts_with("! workspace there are no exercises in"),
        "{workspace}"
    );
    assert!(item(&output, "rustc").starts_with('✓'));
    assert_eq!(names(empty.path()), Vec::<String>::new());
}

#[test]
fn exercises_that_are_not_there_are_no_failure_but_named() {
    let workspace = tempfile::tempdir().unwrap();
    fs::create_dir(workspace.path().join("exercises")).unwrap();
    let output = doctor(workspace.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(item(&output, "kit").contains("inside this program"));
    let found = item(&output, "workspace");
    assert!(
        found.starts_with("! workspace") && found.contains("threadlings reset "),
        "{found}"
    );
}

#[test]
fn a_cache_that_cannot_be_written_is_a_limit() {
    let workspace = workspace(INFO);
    let output = doctor(workspace.path())
        .env("THREADLINGS_CACHE", workspace.path().join("info.toml"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let harness = item(&output, "check harness");
    assert!(
        harness.starts_with('!') && harness.contains("THREADLINGS_CACHE"),
        "{harness}"
    );
}

#[test]
fn a_later_programs_progress_is_left_alone() {
    let workspace = workspace(INFO);
    let folder = workspace.path().join(".threadlings");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("progress.toml"), "version = 99\n").unwrap();
    let output = doctor(workspace.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let progress = item(&output, "progress");
    assert!(
        progress.starts_with('✗') && progress.contains("newer threadlings"),
        "{progress}"
    );
    assert_eq!(
        fs::read_to_string(folder.join("progress.toml")).unwrap(),
        "version = 99\n"
    );
}

#[test]
fn json_holds_the_same_items() {
    let workspace = workspace(INFO);
    let (value, code) = json(&mut doctor(workspace.path()));
    assert_eq!(code, Some(0));
    assert_eq!(value["format"], 1);
    let items = value["items"].as_array().unwrap();
    let names: Vec<&str> = items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, NAMES);
    for item in items {
        assert!(!item["detail"].as_str().unwrap().is_empty());
        match item["status"].as_str().unwrap() {
            "ok" => assert_eq!(item["advice"], Value::Null),
            "limited" => assert!(item["advice"].is_string(), "{item}"),
            status => panic!("{status}: {item}"),
        }
    }

    let empty = tempfile::tempdir().unwrap();
    let (value, code) = json(doctor(workspace.path()).env("PATH", empty.path()));
    assert_eq!(code, Some(3));
    assert_eq!(value["items"][0]["status"], "missing");
}
