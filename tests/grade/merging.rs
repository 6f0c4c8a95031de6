//! Parts that fit together, and parts that do not.

use crate::class::{GREETS, GREETS_NOBODY, SOLVED, desk, grade, hand_in};
use crate::support::Workspace;

/// Three students in three parts; greeting is enough for this.
fn parts() -> Workspace {
    let desk = desk();
    for (name, greet) in [("anna", GREETS), ("ben", GREETS_NOBODY), ("cleo", GREETS)] {
        hand_in(&desk, &format!("class/{name}"), SOLVED, greet);
    }
    for index in 1..=3 {
        part(&desk, index, 3, &[]);
    }
    desk
}

fn part(desk: &Workspace, index: u32, of: u32, more: &[&str]) {
    let shard = format!("{index}/{of}");
    let report = format!("json=part-{index}");
    let mut args = grade(&[
        "class", "--only", "greet", "--shard", &shard, "--report", &report,
    ]);
    args.extend(more);
    desk.call(args).status(i32::from(index == 2)).text();
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let desk = parts();
    let whole = desk
        .call(grade(&["class", "--only", "greet"]))
        .status(1)
        .text();
    let merging = [
        "grade", "merge", "part-1", "part-2", "part-3", "--format", "json",
    ];
    desk.call(merging).status(1).stdout(&whole).check();

    let refused = |args: &[&str]| {
        let mut all = vec!["grade", "merge"];
        all.extend(args);
        desk.call(all).status(2).failure()
    };
    assert_eq!(
        refused(&["part-1", "part-3"]),
        "threadlings: part 2 of 3 is missing; merge all parts in one call\n"
    );
    assert_eq!(
        refused(&["part-1", "part-2", "part-1", "part-3"]),
        "threadlings: part-1 and part-1 are both part 1 of 3; name each part once\n"
    );
    let different = |what: &str| {
        let told = refused(&["part-1", "part-2", "part-3"]);
        let expected =
            format!("threadlings: part-2 and part-1 cannot be merged: they have different {what};");
        assert!(told.starts_with(&expected), "{told}");
    };
    part(&desk, 2, 3, &["--for", "student"]);
    different("readers (`--for`)");
    part(&desk, 2, 4, &[]);
    different("numbers of parts or of submissions");
    let checks = desk.read("kit/checks/greet.rs");
    desk.write("kit/checks/greet.rs", checks.replace("no name", "nobody"));
    part(&desk, 2, 3, &[]);
    different("versions of the kit");

    let text = desk.read("part-1");
    desk.write(
        "part-2",
        text.replace(
            "\"program\": \"threadlings ",
            "\"program\": \"threadlings 9",
        ),
    );
    assert!(
        refused(&["part-2"]).contains("part-2 cannot be merged: it was written by threadlings 9")
    );
    desk.write("part-2", text.replace("\"format\": 1", "\"format\": 2"));
    assert!(refused(&["part-2"]).contains("its format is 2, and this program reads format 1"));
    let mut forged: serde_json::Value = serde_json::from_str(&text).unwrap();
    forged["submissions"][0]["exercises"][0]["score"] = 99.into();
    desk.write("part-2", forged.to_string());
    assert!(refused(&["part-2"]).contains("more points than there are"));
    desk.write("part-2", &text[..text.len() / 2]);
    assert!(
        refused(&["part-2"]).contains("it is not what `threadlings grade --format json` prints")
    );
    assert!(refused(&["gone"]).starts_with("threadlings: cannot read gone"));
}

#[test]
fn groups_without_parts_are_merged_by_name() {
    let desk = parts();
    let group = |path: &str, file: &str, status: i32| {
        let report = format!("json={file}");
        let args = grade(&[path, "--only", "greet", "--report", &report]);
        desk.call(args).status(status).text();
    };
    group("class/ben", "b", 1);
    group("class/anna", "a", 0);
    let merged = desk
        .call(["grade", "merge", "b", "a", "--format", "json"])
        .status(1)
        .json();
    let names: Vec<&str> = merged["submissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["anna", "ben"]);
    let told = desk.call(["grade", "merge", "a", "a"]).status(2).failure();
    assert_eq!(
        told,
        "threadlings: a has a submission `anna`, and so has another file; name each file once\n"
    );
}
