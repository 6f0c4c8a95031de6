//! `verify`: what a teacher is told of a kit.

use std::fs;

use serde_json::{Value, json};

use crate::shape::assert_shape;
use crate::support::Workspace;
use crate::watch::Watcher;

const MANIFEST: &str = "format_version = 1

[[exercises]]
name = \"adder\"
dir = \"01_sums\"
title = \"The adder\"
concepts = [\"addition\"]
start = \"check:it_adds\"
explore = false
hints = [\"Look at `b`.\"]

[[exercises.nudges]]
when = \"check:it_adds\"
say = \"What became of `b`?\"
";
const START: &str = "//! Two numbers come in, and their sum goes out.
//!
//! Keep: pub fn add(a: u8, b: u8) -> u8

pub fn add(a: u8, b: u8) -> u8 {
    // TODO: add `b`.
    let _ = b;
    a
}
";
const SOLUTION: &str = "pub fn add(a: u8, b: u8) -> u8 {\n    a + b\n}\n";
const SECOND: &str = "pub fn add(a: u8, b: u8) -> u8 {\n    b.saturating_add(a)\n}\n";
const CHECKS: &str = "use exercise::add;

/// The sum of two numbers comes out.
#[test]
fn it_adds() {
    assert!(add(2, 3) == 5, \"2 and 3 came out as {}.\", add(2, 3));
}
";
const DOUBLES: &str = "// verdict: fails_checks
// says: 2 and 3 came out as 4.

pub fn add(a: u8, _: u8) -> u8 {
    a + a
}
";
const SUBTRACTS: &str = "// verdict: fails_checks
// says: Your code panicked

pub fn add(a: u8, b: u8) -> u8 {
    a - b
}
";

fn sound_kit() -> Workspace {
    let files = [
        ("exercises/01_sums/README.md", "# Sums\n"),
        ("exercises/01_sums/adder.rs", START),
        ("solutions/01_sums/adder.rs", SOLUTION),
        ("solutions/01_sums/adder.2.rs", SECOND),
        ("checks/01_sums/adder.rs", CHECKS),
        ("mistakes/01_sums/adder/doubles.rs", DOUBLES),
        ("mistakes/01_sums/adder/subtracts.rs", SUBTRACTS),
    ];
    Workspace::of_kit(MANIFEST, &files)
}

fn kinds(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn a_sound_kit_is_judged_once_until_it_changes() {
    let kit = sound_kit();
    let table = "  exercise  start  solutions  mistakes\n✓ adder     ✓      2/2        2/2";
    kit.call(["verify", "--repeat", "1"])
        .stdout(&format!("{table}\n\nSound (1 exercise).\n"))
        .check();
    let unchanged = format!("{table}       as it was\n\nSound (1 exercise).\n");
    kit.call(["verify", "--repeat", "1", "adder"])
        .from("solutions")
        .stdout(&unchanged)
        .check();
    assert_eq!(kit.read(".threadlings/.gitignore"), "*\n");

    let judged = |args: &[&str]| {
        let report = kit.call(args.iter().copied()).json();
        report["exercises"][0]["unchanged"] == false
    };
    assert!(!judged(&["verify", "--json", "--repeat", "1"]));
    assert!(judged(&["verify", "--json", "--repeat", "1", "--all"]));
    // More often than it was judged before.
    assert!(judged(&["verify", "--json", "--repeat", "2"]));
    assert!(!judged(&["verify", "--json", "--repeat", "1", "01_sums"]));
    let solution = SOLUTION.replace("a + b", "b + a");
    kit.write("solutions/01_sums/adder.rs", solution);
    assert!(judged(&[
        "verify",
        "--json",
        "--repeat",
        "1",
        "01_sums/adder"
    ]));
}

#[test]
fn everything_is_reported_the_worst_first() {
    let kit = sound_kit();
    kit.write("exercises/01_sums/adder.rs", SOLUTION);
    kit.write("exercises/01_sums/old.rs", "");
    kit.write(
        "solutions/01_sums/adder.rs",
        SOLUTION.replace("a + b", "a  + b + 1"),
    );
    kit.write(
        "mistakes/01_sums/adder/doubles.rs",
        DOUBLES.replace("as 4", "as 5"),
    );
    kit.write(
        "mistakes/01_sums/adder/subtracts.rs",
        SUBTRACTS.replace("fails_checks", "deadlocks"),
    );
    let page = kit.call(["verify", "--repeat", "1"]).status(1).text();
    insta::assert_snapshot!("verify_unsound", page);
    // What is wrong is looked at again each time. The words of a lint are clippy's.
    kit.write(
        "solutions/01_sums/adder.2.rs",
        SECOND.replace("    b", "    let sum: u8 = u8::from(b);\n    sum"),
    );
    let report = kit
        .call(["verify", "--repeat", "1", "--json"])
        .status(1)
        .json();
    assert_eq!(
        kinds(&report),
        [
            "solution_fails",
            "start_passes",
            "mistake_verdict",
            "mistake_words",
            "stray_file",
            "not_formatted",
            "lints",
            "no_goal",
        ]
    );
    let shape = json!({
        "format": 1, "sound": false, "stopped": false,
        "exercises": [{
            "name": "", "path": "", "sound": false, "unchanged": false, "mutants": null,
            "attempts": [{ "path": "", "part": "", "verdict": "", "right": true }],
        }],
        "findings": [{ "severity": "", "kind": "", "path": "", "message": "" }],
    });
    assert_shape(&report, &shape, "report");
    assert_eq!(report["sound"], false);
    assert_eq!(report["exercises"][0]["sound"], false);
    let line = |index: usize| &report["findings"][index]["line"];
    assert_eq!((line(2), line(3)), (&json!(1), &json!(2)));
    assert_eq!((line(5), line(6)), (&json!(2), &json!(2)));
}

#[test]
fn a_verdict_that_comes_and_goes_is_told_of() {
    let kit = sound_kit();
    let seen = kit.path("seen").display().to_string();
    kit.write(
        "solutions/01_sums/adder.rs",
        format!(
            "pub fn add(a: u8, b: u8) -> u8 {{\n    let is_first = std::fs::create_dir({seen:?}).is_ok();\n    a + b + u8::from(!is_first)\n}}\n"
        ),
    );
    let checks = CHECKS
        .replace("add(2, 3) == 5", "sum == 5")
        .replace("    assert", "    let sum = add(2, 3);\n    assert");
    kit.write(
        "checks/01_sums/adder.rs",
        checks.replace("add(2, 3));\n}", "sum);\n}"),
    );
    let report = kit
        .call(["verify", "--json", "--repeat", "2"])
        .status(1)
        .json();
    assert_eq!(kinds(&report)[0], "solution_fails");
    assert_eq!(kinds(&report)[1], "varies");
    assert_eq!(report["exercises"][0]["attempts"][1]["right"], false);
}

#[test]
fn checks_that_the_start_passes_are_named_and_no_fault() {
    let kit = sound_kit();
    let both = format!(
        "{CHECKS}\n/// Nothing added is nothing.\n#[test]\nfn it_adds_nothing() {{\n    \
         assert!(add(4, 0) == 4, \"4 and 0 came out as {{}}.\", add(4, 0));\n}}\n"
    );
    kit.write("checks/01_sums/adder.rs", both);
    let once = ["verify", "--repeat", "1"];
    let page = kit.call(once).text();
    assert!(
        page.contains("nothing before all hold:\n  adder: it_adds_nothing\n"),
        "{page}"
    );
    // From what is remembered too.
    let report = kit.call(once.into_iter().chain(["--json"])).json();
    let start = &report["exercises"][0]["attempts"][0];
    assert_eq!(start["held"], json!(["it_adds_nothing"]));
}

#[test]
fn checks_that_do_not_compile_are_told_of_once() {
    let kit = sound_kit();
    kit.write(
        "checks/01_sums/adder.rs",
        CHECKS.replace("add(2, 3) == 5", "sum == 5"),
    );
    let report = kit
        .call(["verify", "--json", "--repeat", "1"])
        .status(1)
        .json();
    assert_eq!(kinds(&report), ["not_judged"]);
    let finding = &report["findings"][0];
    assert_eq!(
        (&finding["path"], &finding["line"]),
        (&json!("checks/01_sums/adder.rs"), &json!(6))
    );
    kit.write("checks/01_sums/adder.rs", "fn (");
    let report = kit.call(["verify", "--json"]).status(1).json();
    assert_eq!(kinds(&report), ["checks_malformed"]);
    assert_eq!(report["exercises"][0]["attempts"], json!([]));
}

#[test]
fn a_broken_manifest_is_a_finding() {
    let kit = sound_kit();
    kit.write(
        "info.toml",
        "format_version = 1\n[[exercises]]\nname = \"a b\"\n[[exercises]]\n",
    );
    kit.call(["verify"])
        .status(1)
        .stdout(
            "info.toml:3: error: `name` in exercise `a b` contains ` `: write a name of letters, digits and `_`\n\n\
             info.toml:4: error: `name` is missing in exercise number 2: add `name = \"…\"`\n\n\
             The kit is not sound (0 exercises): 2 errors.\n",
        )
        .check();
}

#[test]
fn what_was_asked_for_wrongly_is_told_apart() {
    let kit = sound_kit();
    kit.call(["verify", "addr"])
        .status(2)
        .stderr("threadlings: no exercise is called `addr`: did you mean `adder`?\n")
        .check();
    Workspace::empty()
        .call(["verify"])
        .status(2)
        .stderr("threadlings: no kit in [WORKSPACE]: it has no info.toml; name a kit's folder with --kit\n")
        .check();
    let told = kit.call(["verify", "--repeat", "0"]).status(2).failure();
    assert!(told.contains("give a number from 1 to 1000"), "{told}");
    kit.call(["verify"])
        .env("PATH", kit.path("nothing"))
        .status(3)
        .stderr("threadlings: `rustc` was not found; install Rust from https://rustup.rs and open a new terminal\n")
        .check();
}

#[test]
fn changes_that_no_check_can_tell_survive() {
    let kit = sound_kit();
    let while_loop = "pub fn add(a: u8, b: u8) -> u8 {
    let mut sum = a;
    while sum < a + b {
        sum += 1;
    }
    sum
}
";
    for path in [
        "solutions/01_sums/adder.2.rs",
        "mistakes/01_sums/adder/doubles.rs",
    ] {
        fs::remove_file(kit.path(path)).unwrap();
    }
    kit.write("solutions/01_sums/adder.rs", while_loop);
    // One round of the loop is enough for this check.
    let lenient = CHECKS.replace("2, 3", "2, 1").replace("== 5", "== 3");
    kit.write("checks/01_sums/adder.rs", lenient);
    fs::remove_file(kit.path("mistakes/01_sums/adder/subtracts.rs")).unwrap();
    let page = kit
        .call(["verify", "--repeat", "1", "--mutants"])
        .status(1)
        .text();
    insta::assert_snapshot!("verify_mutants", page);

    let mark = "
[[exercises.equivalents]]
mutant = \"if_for_while\"
line = \"while sum < a + b {\"
because = \"`b` is never more than 1.\"
";
    kit.write("info.toml", format!("{MANIFEST}{mark}"));
    let report = kit
        .call(["verify", "--repeat", "1", "--mutants", "--json"])
        .json();
    assert_eq!(kinds(&report), ["few_solutions", "few_mistakes"]);
    let exercise = &report["exercises"][0];
    assert_eq!(exercise["unchanged"], false);
    let mutant = json!({
        "mutant": "if_for_while", "path": "solutions/01_sums/adder.rs", "line": 3,
        "changed": "while sum < a + b {",
        "diff": "-     while sum < a + b {\n+     if sum < a + b {",
        "because": "`b` is never more than 1.",
    });
    let mutants = json!({
        "killed": 2, "not_compiling": 0, "surviving": [], "equivalent": [mutant],
    });
    assert_eq!(exercise["mutants"], mutants);

    // What is known of the mutants is known the next time, too.
    let report = kit
        .call(["verify", "--repeat", "1", "--mutants", "--json"])
        .json();
    assert_eq!(report["exercises"][0]["unchanged"], true);
    assert_eq!(report["exercises"][0]["mutants"], mutants);

    // A check that looks closer kills it, and the mark is no longer true.
    kit.write("checks/01_sums/adder.rs", CHECKS);
    let report = kit
        .call(["verify", "--repeat", "1", "--mutants", "--json"])
        .status(1)
        .json();
    assert_eq!(kinds(&report)[0], "stale_equivalent");
    assert_eq!(report["findings"][0]["line"], 16);
    assert_eq!(report["exercises"][0]["mutants"]["killed"], 3);
}

#[test]
fn a_teachers_watcher_judges_what_is_saved() {
    let kit = sound_kit();
    let watcher = Watcher::start(&kit, &["watch", "--teach", "adder"]);
    watcher.says("All 5 as they should be.");
    kit.write(
        "solutions/01_sums/adder.2.rs",
        SOLUTION.replace("+ b", "+ a + b"),
    );
    watcher.says("solutions/01_sums/adder.2.rs: fails_checks");
    watcher
        .says("solutions/01_sums/adder.2.rs: This solution does not pass: it gets `fails_checks`.");
    watcher.says("1 of 5 not as they should be.");
    let halves = "// verdict: deadlocks\n// says: half\nfn (";
    kit.write("mistakes/01_sums/adder/halves.rs", halves);
    watcher.says("mistakes/01_sums/adder/halves.rs: does_not_compile");
    watcher.says("2 of 6 not as they should be.");
    fs::remove_file(kit.path("mistakes/01_sums/adder/halves.rs")).unwrap();
    kit.write("solutions/01_sums/adder.2.rs", SECOND);
    watcher.says("All 5 as they should be.");
    drop(watcher);
    // It is not the student's: nothing is remembered.
    assert!(!kit.path(".threadlings").exists());
    kit.call(["watch", "--teach", "addr"])
        .status(2)
        .stderr("threadlings: no exercise is called `addr`: did you mean `adder`?\n")
        .check();
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_judging_and_tells_what_was_found() {
    use std::process::Stdio;
    use std::thread;
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, kill_process};

    let kit = sound_kit();
    kit.write(
        "info.toml",
        MANIFEST.replace("explore", "time_limit_s = 3600\nexplore"),
    );
    let begun = kit.path("begun").display().to_string();
    let endless = format!("    std::fs::write({begun:?}, \"\").unwrap();\n    loop {{}}\n");
    let endless = SOLUTION.replace("    a + b\n", &endless);
    kit.write("solutions/01_sums/adder.rs", endless);
    fs::create_dir(kit.path("tmp")).unwrap();
    let child = kit
        .process(["verify", "--repeat", "1"])
        .env("TMPDIR", kit.path("tmp"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_mins(1);
    while !kit.path("begun").exists() {
        assert!(Instant::now() < deadline, "nothing was judged");
        thread::sleep(Duration::from_millis(5));
    }
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{page}");
    assert!(
        page.ends_with("· adder     -      -          -\n\nStopped before the end.\n"),
        "{page}"
    );
    let left: Vec<_> = fs::read_dir(kit.path("tmp")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}
