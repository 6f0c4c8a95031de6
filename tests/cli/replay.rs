//! `replay` without a terminal.

use serde_json::{Value, json};

use crate::shape::assert_shape;
use crate::support::{Workspace, repository};

fn saved(name: &str) -> String {
    std::fs::read_to_string(repository(&format!("tests/traces/{name}.json"))).unwrap()
}

/// A workspace with one saved judgement, `judged.json`.
fn with(text: &str) -> Workspace {
    let workspace = Workspace::empty();
    workspace.write("judged.json", text);
    workspace
}

#[test]
fn a_saved_trace_is_printed_whole() {
    let workspace = with(&saved("lock_order"));
    let text = workspace
        .call(["replay", "--from", "judged.json"])
        .status(1)
        .text();
    assert!(text.starts_with("How the threads got stuck, step by step\n  line  main"));
    assert!(text.contains(
        "`to_ada` waits for `balance` 1 (line 20), which `to_bob` has held since line 19."
    ));
    assert!(!text.contains('\u{1b}'), "{text:?}");

    let text = with(&saved("dinner"))
        .call(["replay", "--from", "judged.json"])
        .status(1)
        .text();
    let check = "✗ Two guests at a table for two both get to eat.\n";
    assert!(
        text.starts_with(&format!("{check}How the threads got stuck")),
        "a check is named by its sentence: {text}"
    );

    let whole = with(&saved("many_rounds"));
    let text = whole
        .call(["replay", "--from", "judged.json"])
        .status(1)
        .text();
    assert_eq!(text.matches("reads `LIKES`").count(), 21, "{text}");
}

#[test]
fn a_saved_trace_is_printed_as_json() {
    let saved = saved("lock_order");
    let workspace = with(&saved);
    let json = workspace
        .call(["replay", "--json", "--from", "judged.json"])
        .status(1)
        .json();
    let event = json!({
        "thread": 0, "operation": "", "object": null, "other": 1, "file": "", "line": 0, "column": 0, "detail": "",
    });
    assert_shape(
        &json["trace"]["events"][0],
        &event,
        "replay.trace.events[0]",
    );
    let before: Value = serde_json::from_str(&saved).unwrap();
    assert_eq!(json["trace"], before["trace"]);
    assert_eq!(json["verdict"], "deadlocks");
    assert_eq!(json["exploration"], Value::Null);
}

#[test]
fn what_held_is_not_replayed() {
    let judged = json!({
        "format": 1,
        "exercise": "mutex4_likes",
        "verdict": "passed",
        "exploration": {
            "schedules": 518, "exhaustive": true, "preemptions": null, "random": 0, "left_running": false,
        },
        "trace": null,
    });
    with(&judged.to_string())
        .call(["replay", "--from", "judged.json"])
        .stdout("mutex4_likes held in all 518 interleavings: there is nothing to replay.\n")
        .check();
    let mut unexplored = judged.clone();
    unexplored["exploration"] = Value::Null;
    with(&unexplored.to_string())
        .call(["replay", "--from", "judged.json"])
        .stdout("mutex4_likes passed: there is nothing to replay.\n")
        .check();
    let mut hangs = judged;
    hangs["verdict"] = "times_out".into();
    with(&hangs.to_string())
        .call(["replay", "--from", "judged.json"])
        .stdout(
            "No failing interleaving of mutex4_likes is known, so there is nothing to replay. `threadlings run\n\
             mutex4_likes` says what was found.\n",
        )
        .status(1)
        .check();
}

#[test]
fn an_attempt_is_judged_first() {
    let workspace = Workspace::new();
    workspace
        .call(["replay", "join1"])
        .stdout(
            "join1_kiosk does not compile, so there is nothing to replay. `threadlings run join1_kiosk` says why.\n",
        )
        .status(1)
        .check();
    let attempts = |workspace: &Workspace| {
        let list = workspace.call(["list", "--json"]).json();
        list["exercises"][0]["attempts"].clone()
    };
    assert_eq!(attempts(&workspace), 0, "to look again is no new attempt");
    workspace.solve("01_threads/join1_kiosk");
    let json = workspace.call(["replay", "join1", "--json"]).json();
    assert_eq!(json["verdict"], "passed");
    assert_eq!(json["trace"], Value::Null);
    let list = workspace.call(["list", "--json"]).json();
    assert_eq!(list["exercises"][0]["passed"], true);
}

#[test]
fn files_that_hold_no_judgement_are_refused() {
    let says = |text: &str| {
        let workspace = with(text);
        let call = workspace.call(["replay", "--from", "judged.json"]);
        call.status(2).failure()
    };
    assert_eq!(
        says("no JSON"),
        "threadlings: judged.json is no saved judgement: it is not what `threadlings run --json` prints: expected \
         ident at line 1 column 2\n"
    );
    assert_eq!(
        says("{\"format\": 7}"),
        "threadlings: judged.json is no saved judgement: its format is 7, and this program reads format 1\n"
    );
    let broken = saved("lock_order").replace("\"operation\": \"lock\"", "\"operation\": \"dance\"");
    assert_eq!(
        says(&broken),
        "threadlings: judged.json is no saved judgement: its trace is broken: `dance` is no operation\n"
    );
    let missing = Workspace::empty();
    let call = missing.call(["replay", "--from", "nowhere.json"]);
    let error = call.status(2).failure();
    assert!(
        error.starts_with("threadlings: cannot read nowhere.json: "),
        "{error}"
    );
}

#[test]
fn a_name_and_a_file_do_not_go_together() {
    let workspace = Workspace::new();
    let call = workspace.call(["replay", "join1", "--from", "judged.json"]);
    let error = call.status(2).failure();
    assert!(error.contains("cannot be used with"), "{error}");
}

#[test]
fn a_page_is_written_and_nothing_else_is_written_over() {
    let workspace = with(&saved("lock_order"));
    let replay =
        |file: &'static str| workspace.call(["replay", "--from", "judged.json", "--html", file]);
    let said = replay("race.html").status(1).text();
    assert_eq!(said, "Written to race.html. Open it in a browser.\n");
    let page = workspace.read("race.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("dead2_bank"));
    replay("race.html").status(1).text();
    let says = |file| replay(file).status(2).failure();
    assert_eq!(
        says("judged.json"),
        "threadlings: `judged.json` is there already and is no page: give another name with --html\n"
    );
    assert_eq!(
        says("nowhere/race.html"),
        "threadlings: no page can be written to nowhere/race.html: it is a folder, or its folder does not exist\n"
    );
    let call = workspace.call(["replay", "--json", "--html", "race.html"]);
    let error = call.status(2).failure();
    assert!(error.contains("cannot be used with"), "{error}");
}

#[test]
fn where_nothing_failed_there_is_no_page() {
    let judged = json!({
        "format": 1, "exercise": "mutex4_likes", "verdict": "passed", "exploration": null, "trace": null,
    });
    let workspace = with(&judged.to_string());
    let call = workspace.call(["replay", "--from", "judged.json", "--html", "race.html"]);
    assert_eq!(
        call.text(),
        "mutex4_likes passed: there is nothing to replay.\n"
    );
    assert!(!workspace.path("race.html").exists());
}
