//! `check`: what an editor is told.

use serde_json::Value;

use crate::support::{Workspace, repository};

const LIGHTS: &str = "exercises/01_threads/join2_ovens.rs";
const NOTHING: &str = "{\"reason\":\"build-finished\",\"success\":true}\n";

/// The lines that come of judging a file.
fn messages(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn about_what_is_no_exercise_nothing_is_said() {
    let workspace = Workspace::new();
    workspace.write("src/main.rs", "fn main() {}");
    workspace.write("exercises/helper.rs", "");
    for file in [
        "src/main.rs",
        "exercises/helper.rs",
        "exercises/01_threads/README.md",
        "/x/y.rs",
    ] {
        let json = ["check", "--message-format=json", file];
        workspace.call(json).stdout(NOTHING).check();
        workspace.call(["check", file]).check();
    }
    // Wherever the editor stands.
    let file = workspace.path("src/main.rs");
    let json = ["check", "--message-format=json", file.to_str().unwrap()];
    workspace.call(json).env("PWD", "/").stdout(NOTHING).check();
}

#[test]
fn a_pass_says_nothing_more_and_is_noted() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join2_ovens");
    let file = workspace.path(LIGHTS);
    let json = ["check", "--message-format=json", file.to_str().unwrap()];
    workspace.call(json).stdout(NOTHING).check();
    let listed = workspace.call(["list", "--json"]).json();
    let exercises = listed["exercises"].as_array().unwrap().iter();
    let passed: Vec<&Value> = exercises
        .filter(|it| it["passed"] == true)
        .map(|it| &it["name"])
        .collect();
    assert_eq!(passed, ["join2_ovens"]);
    assert!(
        workspace
            .path("solutions/01_threads/join2_ovens.rs")
            .exists()
    );
    let human = workspace.call(["check", "join2"]).text();
    assert_eq!(human, "✓ join2_ovens passed: 7 of 7 points\n");
}

#[test]
fn what_fails_is_a_message_at_its_place_and_judged_once() {
    let workspace = Workspace::new();
    let mistake = repository("mistakes/08_beyond/atomic1_cards/adds_then_looks.rs");
    let text = std::fs::read_to_string(mistake).unwrap();
    let path = "exercises/08_beyond/atomic1_cards.rs";
    workspace.write(path, &text);
    let file = workspace.path(path);
    let check = || {
        let json = ["check", "--message-format=json", file.to_str().unwrap()];
        workspace.call(json).status(1).text()
    };
    let first = check();
    let told = messages(&first);
    let message = &told[0]["message"];
    assert_eq!(message["code"]["code"], "fails_in_some_interleaving");
    let primary = &message["spans"][0];
    assert_eq!(primary["is_primary"], true);
    assert_eq!(
        primary["text"][0]["text"],
        "        let number = self.issued.load(Ordering::SeqCst);"
    );
    assert_eq!(
        (&primary["column_start"], &primary["column_end"]),
        (&22.into(), &56.into())
    );
    let labels: Vec<&str> = message["spans"].as_array().unwrap()[1..]
        .iter()
        .map(|span| span["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels[0], "1: `left window` changes `issued`: 0 → 1");
    let last = told.last().unwrap();
    assert_eq!(
        (&last["reason"], &last["success"]),
        (&"build-finished".into(), &false.into())
    );

    // The second time it is read: a judgement that says something else is what is told.
    let kept = workspace.path(".threadlings/judged/atomic1_cards");
    let changed = std::fs::metadata(&kept).unwrap().modified().unwrap();
    assert_eq!(check(), first);
    assert_eq!(
        std::fs::metadata(&kept).unwrap().modified().unwrap(),
        changed
    );
}

#[test]
fn a_failure_of_ours_is_a_message_at_the_top_of_the_file() {
    let workspace = Workspace::new();
    let file = workspace.path(LIGHTS);
    let json = ["check", "--message-format=json", file.to_str().unwrap()];
    let missing = "threadlings: `rustc` was not found; install Rust from https://rustup.rs and open a new terminal\n";
    let empty = workspace.path("empty");
    let told = workspace
        .call(json)
        .env("PATH", &empty)
        .status(3)
        .stderr(missing)
        .text();
    let told = messages(&told);
    let message = &told[0]["message"];
    assert_eq!(message["code"]["code"], "not_judged");
    assert_eq!(message["message"], missing.trim_end());
    assert_eq!(
        message["spans"][0]["file_name"],
        "[WORKSPACE]/".to_owned() + LIGHTS
    );
    assert_eq!(message["spans"][0]["line_start"], 1);

    let broken = Workspace::of_kit("format_version = 1\nnonsense", &[("exercises/a.rs", "")]);
    let file = broken.path("exercises/a.rs");
    let json = ["check", "--message-format=json", file.to_str().unwrap()];
    let output = broken.process(json).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = messages(std::str::from_utf8(&output.stdout).unwrap());
    let said = told[0]["message"]["message"].as_str().unwrap();
    assert!(said.contains("info.toml"), "{said}");
}
