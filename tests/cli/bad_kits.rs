//! Kits with something wrong in their folders, or in their checks: each command says what, or goes on.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::support::Workspace;

const MANIFEST: &str = "format_version = 1
[[exercises]]
name = \"a\"
hint = \"Two.\"
explore = false
time_limit_s = 0.5
";
const CHECKS: &str = "use exercise::a;
/// It is two.
#[test]
fn two() {
    assert!(a() == 2, \"It is {}.\", a());
}
";

fn kit() -> Workspace {
    let files = [
        ("exercises/a.rs", "pub fn a() -> u8 {\n    1\n}\n"),
        ("solutions/a.rs", "pub fn a() -> u8 {\n    2\n}\n"),
        ("checks/a.rs", CHECKS),
    ];
    Workspace::of_kit(MANIFEST, &files)
}

fn verified(kit: &Workspace) -> Vec<(String, String)> {
    let report = kit
        .call(["verify", "--json", "--repeat", "1"])
        .status(1)
        .json();
    let findings = report["findings"].as_array().unwrap().iter();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings
        .map(|finding| (word(finding, "kind"), word(finding, "path")))
        .collect()
}

fn has(findings: &[(String, String)], kind: &str, path: &str) -> bool {
    findings.contains(&(kind.to_owned(), path.to_owned()))
}

#[test]
fn links_in_a_circle_lead_nobody_astray() {
    let kit = kit();
    symlink(kit.path("exercises"), kit.path("exercises/again")).unwrap();
    symlink(kit.path(""), kit.path("loop")).unwrap();
    kit.call(["list", "--json"]).json();
    kit.call(["run", "--json"]).status(1).json();
    assert!(has(&verified(&kit), "link", "exercises/again"));
    // Without a checks file, what lies beside the exercise comes along.
    fs::remove_file(kit.path("checks/a.rs")).unwrap();
    kit.write("exercises/a.rs", "fn main() {}\n");
    kit.call(["run", "--json"]).json();

    kit.write("checks/b.rs", "");
    symlink("a.rs", kit.path("checks/a.rs")).unwrap();
    kit.call(["list", "--json"]).json();
    let judged = kit.call(["run", "--json"]).status(3).json();
    let reason = judged["reason"].as_str().unwrap();
    let start = "cannot read [WORKSPACE]/checks/a.rs of the kit: ";
    assert!(reason.starts_with(start), "{reason}");
    assert!(has(&verified(&kit), "link", "checks/a.rs"));
}

#[test]
fn a_check_that_hangs_is_ended_and_told_of() {
    let kit = kit();
    kit.write(
        "checks/a.rs",
        CHECKS.replace("    assert", "    loop {}\n    assert"),
    );
    let judged = kit.call(["run", "--json"]).status(1).json();
    assert_eq!(judged["verdict"], "times_out");
    assert!(has(&verified(&kit), "solution_fails", "solutions/a.rs"));
}

#[test]
fn a_mistake_that_passes_is_told_of() {
    let kit = kit();
    kit.write(
        "mistakes/a/fine.rs",
        "// verdict: fails_checks\n// says: It is\n\npub fn a() -> u8 {\n    2\n}\n",
    );
    assert!(has(
        &verified(&kit),
        "mistake_verdict",
        "mistakes/a/fine.rs"
    ));
}
