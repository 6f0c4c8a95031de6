//! The best known kit in the community format, rustlings itself, runs unchanged. Cargo downloads it; nothing of it is kept
//! here.

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "this test needs a part of it only")]
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use support::{Workspace, copy};

/// The package with exercises and solutions, and the one with their manifest.
const PACKAGES: [&str; 2] = ["rustlings", "rustlings-macros"];
const VERSION: &str = "6.5.0";
const EXERCISES: usize = 94;

/// The folders of both packages.
fn downloaded() -> [PathBuf; 2] {
    let project = tempfile::tempdir().unwrap();
    let [exercises, manifest] = PACKAGES;
    let package = format!(
        "[package]\nname = \"download\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{exercises} = \"={VERSION}\"\n{manifest} = \"={VERSION}\"\n"
    );
    fs::create_dir(project.path().join("src")).unwrap();
    fs::write(project.path().join("src/lib.rs"), "").unwrap();
    fs::write(project.path().join("Cargo.toml"), package).unwrap();
    let cargo = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        let output = command.args(args).current_dir(project.path()).output();
        let output = output.unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "rustlings cannot be downloaded: {stderr}"
        );
        output.stdout
    };
    cargo(&["fetch"]);
    let metadata = cargo(&["metadata", "--format-version=1", "--offline"]);
    let metadata: Value = serde_json::from_slice(&metadata).unwrap();
    let packages = &mut metadata["packages"].as_array().unwrap().iter();
    let found = packages.find(|it| it["name"] == manifest && it["version"] == VERSION);
    let found = Path::new(found.unwrap()["manifest_path"].as_str().unwrap());
    let found = found.parent().unwrap();
    // Cargo does not tell of a package that is no library. It lies beside the other.
    [
        found.with_file_name(format!("{exercises}-{VERSION}")),
        found.to_owned(),
    ]
}

/// The kit as `rustlings init` makes it, but with the true solutions and the manifest.
fn kit() -> Workspace {
    let [exercises, manifest] = downloaded();
    let kit = Workspace::empty();
    for folder in ["exercises", "solutions"] {
        copy(&exercises.join(folder), &kit.path(folder));
    }
    kit.write("info.toml", fs::read(manifest.join("info.toml")).unwrap());
    let package = fs::read_to_string(exercises.join("dev-Cargo.toml")).unwrap();
    kit.write("Cargo.toml", package.replace("\"../", "\""));
    kit
}

/// What the manifest says of each exercise.
fn entries(kit: &Workspace) -> Vec<toml::Value> {
    let manifest: toml::Table = kit.read("info.toml").parse().unwrap();
    manifest["exercises"].as_array().unwrap().clone()
}

/// Those that are solved from the beginning, by the manifest's word.
fn solved(kit: &Workspace) -> BTreeSet<String> {
    entries(kit)
        .iter()
        .filter(|it| {
            it.get("skip_check_unsolved")
                .is_some_and(|it| it.as_bool() == Some(true))
        })
        .map(|it| it["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn rustlings_runs_unchanged() {
    let kit = kit();
    let report = kit.call(["verify", "--json", "--repeat", "1"]).json();
    assert_eq!(report["findings"], serde_json::json!([]));
    let exercises = report["exercises"].as_array().unwrap();
    assert_eq!(exercises.len(), EXERCISES);
    let mut started = BTreeSet::new();
    for exercise in exercises {
        let attempts = exercise["attempts"].as_array().unwrap();
        let verdict = |part: &str| {
            let attempt = &mut attempts.iter().filter(|attempt| attempt["part"] == part);
            let verdict = attempt.next().unwrap()["verdict"].as_str().unwrap();
            assert_eq!(attempt.next(), None);
            assert_ne!(verdict, "not_judged", "{exercise}");
            verdict == "passed"
        };
        assert!(verdict("solution"), "{exercise}");
        if verdict("start") {
            started.insert(exercise["name"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(started, solved(&kit));
    assert_eq!(started.len(), 1);

    a_student_works_in_it(&kit);
    it_is_graded(&kit);
}

/// A submission that leaves some as they start and solves others: without tests, with tests, with clippy.
fn it_is_graded(kit: &Workspace) {
    let chosen = [
        ("variables1", "exercises", "does_not_compile"),
        ("if1", "exercises", "does_not_compile"),
        ("variables1", "solutions", "passed"),
        ("if1", "solutions", "passed"),
        ("clippy1", "solutions", "passed"),
        ("threads3", "solutions", "passed"),
    ];
    let entries = entries(kit);
    let class = Workspace::empty();
    for (name, from, _) in chosen {
        let exercise = entries.iter().find(|it| it["name"].as_str() == Some(name));
        let path = format!("{}/{name}.rs", exercise.unwrap()["dir"].as_str().unwrap());
        let text = kit.read(&format!("{from}/{path}"));
        class.write(&format!("{from}/exercises/{path}"), text);
    }
    let folder = kit.path("").display().to_string();
    let names = chosen.map(|(name, _, _)| name);
    let args = [
        "--kit",
        &folder,
        "grade",
        "exercises",
        "solutions",
        "--format",
        "json",
        "--only",
    ];
    let grading = class
        .call(args.iter().copied().chain(names))
        .status(1)
        .json();
    let submissions = grading["submissions"].as_array().unwrap();
    for (name, from, verdict) in chosen {
        let submission = submissions.iter().find(|it| it["name"] == from).unwrap();
        let graded = submission["exercises"].as_array().unwrap().iter();
        let graded = graded.filter(|it| it["exercise"] == name);
        assert_eq!(
            graded
                .map(|it| it["verdict"].as_str().unwrap())
                .collect::<Vec<_>>(),
            [verdict],
            "{name} of {from}"
        );
    }
}

fn a_student_works_in_it(kit: &Workspace) {
    let listed = kit.call(["list", "--json"]).json();
    assert_eq!(listed["exercises"].as_array().unwrap().len(), EXERCISES);
    assert_eq!(listed["current"], "intro1");
    kit.call(["run", "--json"]).json();
    let failed = kit.call(["run", "--json"]).status(1).json();
    assert_eq!(
        (failed["exercise"].as_str(), failed["verdict"].as_str()),
        (Some("intro2"), Some("does_not_compile"))
    );
    let hint = kit.call(["hint", "--json"]).json();
    assert_eq!(hint["total"], 1);
    let path = "exercises/00_intro/intro2.rs";
    let start = kit.read(path);
    kit.write(path, kit.read("solutions/00_intro/intro2.rs"));
    let passed = kit.call(["run", "intro2", "--json"]).json();
    assert_eq!(passed["checks"][0]["name"], "main");
    // It lies in the kit's own folder, which has no other copy of the start.
    let start_again = kit.call(["reset", "intro2"]).status(0).text();
    assert!(start_again.contains("intro2"), "{start_again}");
    assert_ne!(kit.read(path), start);
}
