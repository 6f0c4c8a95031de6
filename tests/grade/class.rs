//! A small kit that is cheap to judge, and submissions to it.

use std::path::PathBuf;

use crate::pack::Pack;
use crate::support::Workspace;
use serde_json::Value;

pub(crate) const TILLS: &str = "exercises/01_shop/tills.rs";
pub(crate) const GREET: &str = "exercises/greet.rs";

pub(crate) const MANIFEST: &str = r#"format_version = 1

[[exercises]]
name = "tills"
dir = "01_shop"
title = "The tills"

[[exercises.nudges]]
when = "check:doubles_all"
say = "Look at the second till."

[[exercises.nudges]]
when = "deadlocks"
say = "Who holds what?"

[[exercises]]
name = "greet"
points = 4
all_or_nothing = true
explore = false
"#;

pub(crate) const TILLS_CHECKS: &str = r#"use exercise::total;

/// No till, no money.
#[test]
fn counts_none() {
    assert!(total(Vec::new()) == 0, "no till holds money");
}

/// Every till is doubled.
#[test]
fn doubles_all() {
    let total = total(vec![1, 2]);
    assert!(total == 6, "the secret total was {total}");
}
"#;

const GREET_CHECKS: &str = r#"use exercise::greet;

/// It greets.
#[test]
fn greets() {
    assert!(greet("you").starts_with("hello"), "no hello");
}

/// It names who is greeted.
#[test]
fn names() {
    assert!(greet("you").ends_with("you"), "no name");
}
"#;

/// Passes.
pub(crate) const SOLVED: &str = "use std::thread;

pub fn total(tills: Vec<u32>) -> u32 {
    let counting: Vec<_> = tills.into_iter().map(|till| thread::spawn(move || till * 2)).collect();
    counting.into_iter().map(|till| till.join().unwrap()).sum()
}

pub fn main() {}
";

/// Does not compile.
pub(crate) const START: &str = "pub fn total(tills: Vec<u32>) -> u32 {
    tils.into_iter().sum()
}

pub fn main() {}
";

/// Fails one of two checks.
pub(crate) const HALF: &str = "pub fn total(tills: Vec<u32>) -> u32 {
    tills.into_iter().sum()
}

pub fn main() {}
";

/// Deadlocks in one of two checks.
pub(crate) const STUCK: &str = "use std::sync::Mutex;

pub fn total(tills: Vec<u32>) -> u32 {
    let total = Mutex::new(0);
    for till in tills {
        let held = total.lock().unwrap();
        *total.lock().unwrap() += till;
        drop(held);
    }
    total.into_inner().unwrap()
}

pub fn main() {}
";

pub(crate) const GREETS: &str = "pub fn greet(name: &str) -> String {
    format!(\"hello {name}\")
}

pub fn main() {}
";

/// Fails one of two checks.
pub(crate) const GREETS_NOBODY: &str = "pub fn greet(_name: &str) -> String {
    String::from(\"hello\")
}

pub fn main() {}
";

/// A folder with the kit in `kit`, for submissions beside it.
pub(crate) fn desk() -> Workspace {
    let desk = Workspace::empty();
    desk.write("kit/info.toml", MANIFEST);
    desk.write(&format!("kit/{TILLS}"), START);
    desk.write(&format!("kit/{GREET}"), GREETS_NOBODY);
    desk.write("kit/solutions/01_shop/tills.rs", SOLVED);
    desk.write("kit/solutions/greet.rs", GREETS);
    desk.write("kit/checks/01_shop/tills.rs", TILLS_CHECKS);
    desk.write("kit/checks/greet.rs", GREET_CHECKS);
    desk
}

/// A submission as a folder.
pub(crate) fn hand_in(desk: &Workspace, name: &str, tills: &str, greet: &str) {
    desk.write(&format!("{name}/{TILLS}"), tills);
    desk.write(&format!("{name}/{GREET}"), greet);
}

/// The arguments of a call with the desk's kit, answered in JSON.
pub(crate) fn grade<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["--kit", "kit", "grade"];
    args.extend(more);
    args.extend(["--format", "json"]);
    args
}

/// The submission of this name.
pub(crate) fn submission<'v>(grading: &'v Value, name: &str) -> &'v Value {
    let submissions = grading["submissions"].as_array().unwrap();
    let found = submissions.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("no submission `{name}` in {grading:#}"))
}

/// A whole class in `class`: folders and archives, right, wrong and broken.
pub(crate) fn class(desk: &Workspace, students: usize) -> PathBuf {
    for number in 0..students {
        let name = format!("class/s{number:03}");
        match number % 10 {
            0 | 1 => hand_in(desk, &name, SOLVED, GREETS),
            2 => hand_in(desk, &name, START, GREETS),
            3 => hand_in(desk, &name, HALF, GREETS_NOBODY),
            4 => hand_in(desk, &name, STUCK, GREETS),
            5 => desk.write(&format!("{name}/{GREET}"), GREETS),
            6 => {
                let zip = Pack::zip().file(TILLS, SOLVED).file(GREET, GREETS).finish();
                // Some of them were cut off on their way.
                let end = if number % 20 == 6 {
                    zip.len()
                } else {
                    zip.len() / 2
                };
                desk.write(&format!("{name}.zip"), &zip[..end]);
            }
            7 => {
                let inner = |path: &str| format!("work/{path}");
                let tar = Pack::tar_gz()
                    .file(&inner(TILLS), HALF)
                    .file(&inner(GREET), GREETS)
                    .finish();
                let end = if number % 20 == 7 {
                    tar.len()
                } else {
                    tar.len() / 2
                };
                desk.write(&format!("{name}.tar.gz"), &tar[..end]);
            }
            8 => desk.write(&format!("{name}.zip"), "this is no archive"),
            _ => linked(desk, &name),
        }
    }
    desk.path("class")
}

/// A submission whose file is a link to another student's.
#[cfg(unix)]
fn linked(desk: &Workspace, name: &str) {
    desk.write(&format!("{name}/{GREET}"), GREETS);
    let link = desk.path(&format!("{name}/{TILLS}"));
    std::fs::create_dir_all(link.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(desk.path(&format!("class/s000/{TILLS}")), link).unwrap();
}

#[cfg(not(unix))]
fn linked(desk: &Workspace, name: &str) {
    desk.write(&format!("{name}/{GREET}"), GREETS);
}
