//! `update`: a workspace, brought to a newer kit.

use std::fs;

use serde_json::json;

use crate::course::{ADD, DOUBLE, RIGHT, files, with_course};
use crate::support::Workspace;

/// A workspace in `mine/`, in which `add` is passed.
fn begun() -> Workspace {
    let folder = with_course();
    folder.call(["init", "mine", "--kit", "course"]).text();
    folder.write(&format!("mine/{ADD}"), RIGHT);
    folder.call(["run", "add", "--json"]).from("mine").json();
    folder
}

/// The kit in `course/` as its teacher makes it next.
fn newer(folder: &Workspace) {
    let replace = |path: &str, old: &str, new: &str| {
        let path = format!("course/{path}");
        let text = folder.read(&path);
        assert!(text.contains(old), "{text}");
        folder.write(&path, text.replace(old, new));
    };
    replace("info.toml", "version = \"1\"", "version = \"2\"");
    replace("info.toml", "name = \"double\"", "name = \"triple\"");
    replace(ADD, "a - b", "a * b");
    replace("checks/01_sums/add.rs", "It adds", "It adds indeed");
    replace("exercises/01_sums/README.md", "Sums", "More sums");
    replace("solutions/01_sums/add.rs", "a + b", "b + a");
    fs::rename(
        folder.path("course/exercises/01_sums/double.rs"),
        folder.path("course/exercises/01_sums/triple.rs"),
    )
    .unwrap();
}

fn texts(folder: &Workspace) -> Vec<(String, Vec<u8>)> {
    let paths = files(folder, "mine").into_iter();
    paths
        .map(|path| {
            let text = fs::read(folder.path(&format!("mine/{path}"))).unwrap();
            (path, text)
        })
        .collect()
}

#[test]
fn what_is_new_arrives_and_what_is_the_students_stays() {
    let folder = begun();
    newer(&folder);
    let before = texts(&folder);
    let dry = folder.call(["update", "--dry-run"]).from("mine").text();
    insta::assert_snapshot!("update_dry_run", dry);
    assert!(texts(&folder) == before);

    let said = folder.call(["update"]).from("mine").text();
    insta::assert_snapshot!("update", said);
    assert_eq!(folder.read(&format!("mine/{ADD}")), RIGHT);
    let beside = folder.read("mine/exercises/01_sums/add.new.rs");
    assert_eq!(beside, folder.read(&format!("course/{ADD}")));
    assert!(folder.path(&format!("mine/{DOUBLE}")).exists());
    assert!(folder.read("mine/Cargo.toml").contains("triple"));
    assert!(
        folder
            .read("mine/solutions/01_sums/add.rs")
            .contains("b + a")
    );
    let listed = folder.call(["list", "--json"]).from("mine").json();
    assert_eq!(listed["exercises"][0]["passed"], true);
    assert_eq!(listed["exercises"][1]["name"], "triple");

    let again = folder.call(["update"]).from("mine").text();
    assert_eq!(again, "Up to date: the files are those of course 2.\n");
}

#[test]
fn the_json_says_the_same() {
    let folder = begun();
    newer(&folder);
    let answer = folder
        .call(["update", "--json"])
        .from("mine/exercises")
        .json();
    let file = |path: &str, change: &str| json!({ "path": path, "change": change, "beside": null, "from": null });
    let mut kept = file(ADD, "kept");
    kept["beside"] = json!("exercises/01_sums/add.new.rs");
    assert_eq!(
        answer,
        json!({
            "format": 1,
            "dry_run": false,
            "before": { "name": "course", "version": "1" },
            "kit": { "name": "course", "version": "2" },
            "files": [
                file("Cargo.toml", "replaced"),
                file("exercises/01_sums/README.md", "replaced"),
                kept,
                file(DOUBLE, "dropped"),
                file("exercises/01_sums/triple.rs", "new"),
                file("solutions/01_sums/add.rs", "replaced"),
            ],
            "checks_changed": ["add"],
        })
    );
}

/// As on a full disk, or killed: everything is written but the notes of it, which come last.
#[test]
fn what_ends_it_in_the_middle_loses_nothing() {
    let folder = begun();
    newer(&folder);
    folder.write("mine/exercises/01_sums/.threadlings-x.tmp", "half");
    let kept = folder.path("mine/.threadlings/kit.threadlings");
    let old = fs::read(&kept).unwrap();
    fs::remove_file(&kept).unwrap();
    fs::create_dir(&kept).unwrap();
    let said = folder.call(["update"]).from("mine").status(3).failure();
    assert!(said.contains("cannot write `"), "{said}");
    assert_eq!(folder.read(&format!("mine/{ADD}")), RIGHT);
    fs::remove_dir(&kept).unwrap();
    fs::write(&kept, old).unwrap();

    let half = "exercises/01_sums/.threadlings-x.tmp";
    assert!(!folder.path("mine").join(half).exists());
    let ended = texts(&folder);
    let answer = folder.call(["update", "--json"]).from("mine").json();
    assert_eq!(answer["checks_changed"], json!(["add"]));
    assert_eq!(folder.read(&format!("mine/{ADD}")), RIGHT);
    // What the kit's old solution was, only the kit tells.
    let passed_over = [".threadlings/", "solutions/"];
    let of_student = |mut texts: Vec<(String, Vec<u8>)>| {
        texts.retain(|(path, _)| !passed_over.iter().any(|folder| path.starts_with(folder)));
        texts
    };
    assert!(of_student(texts(&folder)) == of_student(ended));
}

#[test]
fn a_workspace_without_notes_is_brought_up_to_date_with_what_is_named() {
    let folder = begun();
    // As in a clone of the student's repository.
    fs::remove_file(folder.path("mine/.threadlings/workspace.toml")).unwrap();
    let said = folder.call(["update"]).from("mine").status(2).failure();
    assert!(said.contains("name the kit with --kit"), "{said}");
    newer(&folder);
    let answer = folder
        .call(["update", "--kit", "../course", "--json"])
        .from("mine")
        .json();
    assert_eq!(answer["checks_changed"], json!(["add"]));
    assert_eq!(folder.read(&format!("mine/{ADD}")), RIGHT);
}

#[test]
fn it_refuses_where_it_would_do_harm() {
    let folder = begun();
    let refused = |args: &[&'static str], from: &'static str, said: &str| {
        let call = folder.call(args.iter().copied()).from(from).status(2);
        call.stderr(&format!("threadlings: {said}\n")).check();
    };
    refused(
        &["update"],
        "course",
        "`[WORKSPACE]/course` is a kit's own folder, not a workspace made from one: name another folder",
    );
    refused(
        &["update"],
        "",
        "there is no workspace in `[WORKSPACE]` or above it: go to yours, or name it with --workspace DIR",
    );
    folder.call(["new-kit", "other"]).text();
    refused(
        &["update", "--kit", "../other"],
        "mine",
        "`other` has none of this workspace's exercises: `threadlings init DIR --kit KIT` makes it a workspace of its own",
    );
    fs::rename(folder.path("course"), folder.path("moved")).unwrap();
    refused(
        &["update"],
        "mine",
        "this workspace's kit came from `[WORKSPACE]/course`, which is gone: name the newer kit with --kit",
    );
}

#[test]
fn a_renamed_exercise_takes_the_students_text_and_pass_with_it() {
    let folder = begun();
    let manifest = folder.read("course/info.toml").replace(
        "name = \"add\"\ndir = \"01_sums\"",
        "name = \"sum\"\ndir = \"02_more\"\nrenamed_from = \"01_sums/add\"",
    );
    folder.write("course/info.toml", manifest);
    for kind in ["exercises", "solutions", "checks", "mistakes"] {
        let end = if kind == "mistakes" { "" } else { ".rs" };
        fs::create_dir(folder.path(&format!("course/{kind}/02_more"))).unwrap();
        fs::rename(
            folder.path(&format!("course/{kind}/01_sums/add{end}")),
            folder.path(&format!("course/{kind}/02_more/sum{end}")),
        )
        .unwrap();
    }
    let answer = folder.call(["update", "--json"]).from("mine").json();
    let moved = json!({ "path": "exercises/02_more/sum.rs", "change": "moved", "beside": null, "from": ADD });
    assert!(
        answer["files"].as_array().unwrap().contains(&moved),
        "{answer}"
    );
    assert_eq!(folder.read("mine/exercises/02_more/sum.rs"), RIGHT);
    assert!(!folder.path(&format!("mine/{ADD}")).exists());
    // Each time that it is asked, and once it is written down as well.
    for _ in 0..2 {
        let listed = folder.call(["list", "--json"]).from("mine").json();
        let one = &listed["exercises"][0];
        assert_eq!(
            (&one["name"], &one["passed"]),
            (&json!("sum"), &json!(true))
        );
    }
    assert!(
        !folder
            .read("mine/.threadlings/progress.toml")
            .contains("add")
    );
}

#[test]
fn settings_of_editors_are_the_students_to_change() {
    let folder = begun();
    let (vscode, zed) = ("mine/.vscode/settings.json", "mine/.zed/settings.json");
    let given = folder.read(zed);
    folder.write(vscode, "{}\n");
    fs::remove_file(folder.path(zed)).unwrap();
    folder.call(["update"]).from("mine").text();
    assert_eq!(folder.read(vscode), "{}\n");
    assert_eq!(folder.read(zed), given);

    // A workspace from before there were settings, in which the student has some.
    let notes = "mine/.threadlings/workspace.toml";
    let known = folder.read(notes);
    let lines = known.lines().filter(|line| !line.contains(".vscode/"));
    folder.write(notes, lines.collect::<Vec<_>>().join("\n"));
    folder.call(["update"]).from("mine").text();
    assert_eq!(folder.read(vscode), "{}\n");
    assert!(
        folder
            .read("mine/.vscode/settings.new.json")
            .contains("overrideCommand")
    );
}
