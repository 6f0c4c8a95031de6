//! What the commands answer when all is well, as text and as JSON.

use serde_json::{Value, json};

use crate::shape::assert_shape;
use crate::support::Workspace;

const KIOSK: &str = "exercises/01_threads/join1_kiosk.rs";
const NOT_EARNED: &str = "You have not passed join1_kiosk yet. Its solution comes with the pass; \
    `threadlings hint join1_kiosk` helps.\n";

fn judgement_shape() -> Value {
    json!({
        "format": 1, "exercise": "", "verdict": "", "nudges": [""], "output": "", "elapsed_ms": 0,
        "points": 0, "max_points": 0,
        "diagnostics": [{ "level": "", "message": "", "rendered": "" }],
        "checks": [{ "name": "", "description": "", "status": "", "points": 0, "max_points": 0 }],
    })
}

#[test]
fn run_of_an_attempt_that_does_not_compile() {
    let workspace = Workspace::new();
    let page = workspace.call(["run", "join1_kiosk"]).status(1).text();
    // What stands between is the compiler's.
    for part in [
        "✗ join1_kiosk does not compile: 1 error\n\nerror[E0615]: ",
        "\n  --> exercises/01_threads/join1_kiosk.rs:16:14\n",
        "\n\n→ `join` is a method: it only does its work when it is called. So is `unwrap`.\n",
    ] {
        assert!(page.contains(part), "{page}");
    }
    let judged = workspace
        .call(["run", "join1_kiosk", "--json"])
        .status(1)
        .json();
    assert_shape(&judged, &judgement_shape(), "judgement");
    assert_eq!(judged["format"], 1);
    assert_eq!(judged["exercise"], "join1_kiosk");
    assert_eq!(judged["verdict"], "does_not_compile");
    let diagnostic = json!({
        "level": "error", "code": "E0615", "file": KIOSK, "line": 16, "column": 14,
        "message": judged["diagnostics"][0]["message"], "rendered": judged["diagnostics"][0]["rendered"],
    });
    assert_eq!(judged["diagnostics"], json!([diagnostic]));
    assert_eq!(judged["checks"][0]["status"], "not_run");
    assert_eq!(judged["checks"][0]["message"], Value::Null);
    assert_eq!(judged["nudges"].as_array().unwrap().len(), 1);
}

#[test]
fn run_of_an_attempt_whose_checks_fail() {
    let judged = Workspace::new()
        .call(["run", "join2_ovens", "--json"])
        .status(1)
        .json();
    assert_shape(&judged, &judgement_shape(), "judgement");
    assert_eq!(judged["verdict"], "fails_in_some_interleaving");
    assert!(judged["exploration"]["schedules"].as_u64().unwrap() > 0);
    assert_eq!(judged["trace"]["check"], judged["checks"][0]["name"]);
    assert_eq!(
        judged["trace"]["description"],
        judged["checks"][0]["description"]
    );
    assert_eq!(judged["reason"], Value::Null);
    assert_eq!(
        (&judged["points"], &judged["max_points"]),
        (&json!(1), &json!(7))
    );
    let failed = &judged["checks"][0];
    assert_eq!(
        (&failed["status"], &failed["points"]),
        (&json!("failed"), &json!(0))
    );
    assert!(
        failed["message"]
            .as_str()
            .unwrap()
            .contains("still in the oven")
    );
    assert_eq!(judged["checks"][2]["status"], "passed");
}

#[test]
fn run_of_an_attempt_that_passes() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    let summary = "✓ join1_kiosk passed: 4 of 4 points
  held in all 4 interleavings
  ✓ The kiosk hands out the ticket that was printed, every letter of it, with any printer that can
    be sent to a thread.
  ✓ The printer works on a thread of its own, not on the one that called `print_ticket`.
  ✓ However slow the printer is, the traveller sleeps until the ticket is out, and no longer.
  ✓ Two travellers at two kiosks get a ticket each, from a printer each, and neither waits for the
    other one's.
  Compare with solutions/01_threads/join1_kiosk.rs

";
    workspace.call(["run"]).stdout(summary).check();
    let judged = workspace.call(["run", "join1", "--json"]).json();
    assert_shape(&judged, &judgement_shape(), "judgement");
    assert_eq!(judged["verdict"], "passed");
    assert_eq!(judged["diagnostics"], json!([]));
    let earned = workspace.read("solutions/01_threads/join1_kiosk.rs");
    assert!(earned.contains("printing.join()"));
    // Without a name it is the next one's turn.
    let judged = workspace.call(["run", "--json"]).status(1).json();
    assert_eq!(judged["exercise"], "spawn1_thumbs");
}

#[test]
fn run_of_a_file_that_is_gone() {
    let workspace = Workspace::new();
    std::fs::remove_file(workspace.path(KIOSK)).unwrap();
    workspace
        .call(["run", "join1_kiosk"])
        .status(1)
        .stdout(
            "✗ join1_kiosk cannot be checked like this

exercises/01_threads/join1_kiosk.rs is not there. Save it again, or bring it back with `threadlings
reset join1_kiosk`.
",
        )
        .check();
    workspace
        .call(["reset", "join1_kiosk"])
        .stdout("exercises/01_threads/join1_kiosk.rs is the starter file.\n")
        .check();
    assert!(workspace.read(KIOSK).contains("printing.join"));
}

#[test]
fn list_shows_what_is_passed_and_where_one_is() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    workspace.call(["run", "join1", "--json"]).json();
    let listed = workspace.call(["list", "--json"]).json();
    let shape = json!({
        "format": 1, "current": "", "exercises": [{
            "name": "", "dir": "", "title": "", "concepts": [""], "path": "", "passed": true,
            "attempts": 0, "hints": 0, "hints_seen": 0, "points": 0,
        }],
    });
    assert_shape(&listed, &shape, "list");
    assert_eq!(listed["current"], "spawn1_thumbs");
    let [first, second] = [0, 1].map(|index| &listed["exercises"][index]);
    assert_eq!(first["path"], KIOSK);
    assert_eq!(
        (&first["passed"], &first["attempts"], &first["points"]),
        (&json!(true), &json!(1), &json!(4))
    );
    let when = first["passed_at"].as_str().unwrap();
    assert!(when.len() == 20 && when.ends_with('Z'), "{when}");
    assert_eq!(
        (&second["passed"], &second["passed_at"]),
        (&json!(false), &Value::Null)
    );

    let text = workspace.call(["list"]).text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "01_threads 1/8");
    assert!(lines[1].starts_with("  ✓ join1_kiosk "), "{text}");
    assert!(lines[2].starts_with("  · spawn1_thumbs "), "{text}");
    let rows = lines.iter().filter(|line| line.starts_with("  ")).count();
    assert_eq!(rows, listed["exercises"].as_array().unwrap().len());
    assert_eq!(lines.last().unwrap(), &format!("1/{rows} passed"));
}

#[test]
fn hints_come_one_by_one() {
    let workspace = Workspace::new();
    let hints = |args: &[&str]| {
        let text = workspace.call(args.iter().copied()).text();
        let titles: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with("Hint "))
            .map(str::to_owned)
            .collect();
        titles.join(", ")
    };
    assert_eq!(hints(&["hint"]), "Hint 1 of 3");
    assert_eq!(hints(&["hint", "join1"]), "Hint 1 of 3, Hint 2 of 3");
    let all = "Hint 1 of 3, Hint 2 of 3, Hint 3 of 3";
    for _ in 0..2 {
        assert_eq!(hints(&["hint", "join1_kiosk"]), all);
    }
    assert_eq!(hints(&["hint", "spawn1", "--all"]), all);

    let told = workspace.call(["hint", "join2", "--json"]).json();
    assert_shape(
        &told,
        &json!({ "format": 1, "exercise": "", "hints": [""], "total": 0 }),
        "hint",
    );
    assert_eq!(told["hints"].as_array().unwrap().len(), 1);
    assert_eq!(told["total"], 3);
    let told = workspace.call(["hint", "join2", "--json", "--all"]).json();
    assert_eq!(told["hints"].as_array().unwrap().len(), 3);
    let listed = workspace.call(["list", "--json"]).json();
    let seen: Vec<_> = (0..4)
        .map(|index| listed["exercises"][index]["hints_seen"].clone())
        .collect();
    assert_eq!(seen, [3, 3, 3, 0]);
}

#[test]
fn reset_keeps_a_backup_and_says_where() {
    let workspace = Workspace::new();
    let start = workspace.read(KIOSK);
    workspace.write(KIOSK, "mine");
    let folder = ".threadlings/backups/exercises/01_threads";
    workspace
        .call(["reset", "join1"])
        .stdout(&format!(
            "{KIOSK} is the starter file again. Your text is kept in {folder}/join1_kiosk.[TIME].rs\n"
        ))
        .check();
    assert_eq!(workspace.read(KIOSK), start);
    // The second time there is nothing to keep.
    workspace
        .call(["reset", "join1"])
        .stdout(&format!("{KIOSK} is the starter file.\n"))
        .check();
    let told = workspace.call(["reset", "join1", "--json"]).json();
    assert_eq!(
        told,
        json!({ "format": 1, "exercise": "join1_kiosk", "backup": null })
    );

    workspace.write(KIOSK, "mine again");
    let told = workspace.call(["reset", "join1", "--json"]).json();
    assert!(
        told["backup"]
            .as_str()
            .unwrap()
            .starts_with(&format!("{folder}/join1_kiosk.[TIME]")),
        "{told}"
    );
    let mut kept: Vec<String> = std::fs::read_dir(workspace.path(folder))
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    kept.sort();
    assert_eq!(kept, ["mine", "mine again"]);
}

#[test]
fn the_solution_comes_with_the_pass() {
    let workspace = Workspace::new();
    workspace
        .call(["solution", "join1"])
        .status(1)
        .stdout(NOT_EARNED)
        .check();
    assert!(!workspace.path("solutions").exists());
    workspace.solve("01_threads/join1_kiosk");
    workspace.call(["run", "join1", "--json"]).json();
    let text = workspace.call(["solution", "join1"]).text();
    assert!(
        text.starts_with("── solutions/01_threads/join1_kiosk.rs\n//! "),
        "{text}"
    );
    assert!(
        text.contains("\n\n── solutions/01_threads/join1_kiosk.2.rs\n"),
        "{text}"
    );
    let told = workspace.call(["solution", "join1", "--json"]).json();
    assert_shape(
        &told,
        &json!({ "format": 1, "exercise": "", "solutions": [{ "path": "", "text": "" }] }),
        "solution",
    );
    assert_eq!(
        told["solutions"][0]["path"],
        "solutions/01_threads/join1_kiosk.rs"
    );
    assert_eq!(told["solutions"].as_array().unwrap().len(), 3);
}

#[test]
fn a_solution_that_the_student_has_changed_is_left_alone() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    workspace.write("solutions/01_threads/join1_kiosk.rs", "my notes");
    workspace.call(["run", "join1", "--json"]).json();
    assert_eq!(
        workspace.read("solutions/01_threads/join1_kiosk.rs"),
        "my notes"
    );
}

#[test]
fn the_solution_is_json_also_before_the_pass() {
    Workspace::new()
        .call(["solution", "join1", "--json"])
        .status(1)
        .json();
}
