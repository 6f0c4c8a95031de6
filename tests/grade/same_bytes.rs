//! A class of 200, graded in every way there is: the bytes are always the same.

use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::io::Read;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::thread;
#[cfg(unix)]
use std::time::{Duration, Instant};

use crate::class::{class, desk, grade, submission};
use crate::support::Workspace;
use serde_json::Value;

const STUDENTS: usize = 200;

/// What a call prints.
fn graded(desk: &Workspace, cache: &str, more: &[&str]) -> String {
    let mut args = grade(&["class", "--cache", cache]);
    args.extend(more);
    desk.call(args).status(1).text()
}

/// The judgements that are kept, as paths.
fn kept(cache: &Path) -> BTreeSet<PathBuf> {
    let folders = fs::read_dir(cache).into_iter().flatten().flatten();
    let entries = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !path.to_string_lossy().contains("/.writing-"))
        .collect()
}

/// Changes when an entry is written again.
#[cfg(unix)]
fn identities(entries: &BTreeSet<PathBuf>) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt;
    let inode = |path: &PathBuf| fs::metadata(path).unwrap().ino();
    entries.iter().map(inode).collect()
}

#[test]
fn however_a_class_is_graded_the_bytes_are_the_same() {
    let desk = desk();
    class(&desk, STUDENTS);
    let first = graded(&desk, "one", &["--jobs", "1"]);
    assert_sound(&first);

    assert!(graded(&desk, "two", &["--jobs", "2"]) == first, "two jobs");
    assert!(graded(&desk, "one", &["--jobs", "2"]) == first, "cached");

    #[cfg(unix)]
    {
        let first_kept = interrupt(&desk, "INT", 1);
        let before = interrupt(&desk, "KILL", first_kept.len() + 1);
        assert!(before.is_superset(&first_kept));
        let was = identities(&before);
        assert!(graded(&desk, "three", &["--jobs", "2"]) == first, "resumed");
        assert_eq!(identities(&before), was, "something was judged again");
        assert!(kept(&desk.path("three")).len() > before.len());
    }

    for part in ["1/3", "2/3", "3/3"] {
        let file = format!("json=part-{}", &part[..1]);
        // A cache of their own, and then that of another: it makes no difference.
        let cache = if part == "1/3" { "four" } else { "two" };
        graded(&desk, cache, &["--shard", part, "--report", &file]);
    }
    let merging = [
        "grade", "merge", "part-3", "part-1", "part-2", "--format", "json",
    ];
    let merged = desk.call(merging).status(1).text();
    assert!(merged == first, "merged");
}

/// Starts a grading and sends it a signal when so much is kept and not all is done. What was kept comes back.
#[cfg(unix)]
fn interrupt(desk: &Workspace, signal: &str, count: usize) -> BTreeSet<PathBuf> {
    let cache = desk.path("three");
    let args = grade(&["class", "--cache", "three", "--jobs", "1"]);
    let mut grading = desk
        .process(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_mins(2);
    while kept(&cache).len() < count {
        assert!(Instant::now() < deadline, "no judgement is kept");
        thread::sleep(Duration::from_millis(2));
    }
    let process = grading.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &process]).status();
    assert!(sent.unwrap().success());
    let mut told = String::new();
    let stderr = grading.stderr.as_mut().unwrap();
    stderr.read_to_string(&mut told).unwrap();
    let status = grading.wait().unwrap();
    if signal == "KILL" {
        assert_eq!(status.code(), None, "it was over before it was killed");
    } else {
        assert_eq!(status.code(), Some(3), "{told}");
        assert!(told.starts_with("threadlings: stopped after "), "{told}");
        assert!(
            told.contains("the same command goes on from there"),
            "{told}"
        );
    }
    kept(&cache)
}

fn assert_sound(text: &str) {
    let grading: Value = serde_json::from_str(text).unwrap();
    let all = grading["submissions"].as_array().unwrap();
    assert_eq!(all.len(), STUDENTS);
    let names: Vec<&str> = all
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(names.is_sorted());
    let scores: Vec<u64> = (0..10)
        .map(|number| {
            let one = submission(&grading, &format!("s{number:03}"));
            assert_eq!(one["max_score"], 6);
            one["score"].as_u64().unwrap()
        })
        .collect();
    assert_eq!(scores, [6, 6, 4, 1, 5, 4, 6, 5, 0, 4]);
    let verdicts = |name: &str| {
        let exercises = submission(&grading, name)["exercises"].as_array().unwrap();
        exercises
            .iter()
            .map(|one| one["verdict"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(verdicts("s000"), ["passed", "passed"]);
    assert_eq!(verdicts("s003"), ["fails_checks", "fails_checks"]);
    assert_eq!(verdicts("s004"), ["deadlocks", "passed"]);
    // Cut off on their way.
    for name in ["s008", "s016", "s017"] {
        let one = submission(&grading, name);
        assert_eq!(one["score"], 0, "{name}");
        assert_eq!(one["problems"].as_array().unwrap().len(), 1, "{name}");
    }
    assert!(!text.contains("/tmp"), "a temporary path");
}

#[test]
fn a_regrade_after_one_changed_check_judges_only_that_exercise() {
    let desk = desk();
    class(&desk, 10);
    let cache = desk.path("cache");
    graded(&desk, "cache", &[]);
    let before = kept(&cache);
    let checks = crate::class::TILLS_CHECKS.replace("secret total", "total");
    desk.write("kit/checks/01_shop/tills.rs", checks);
    let text = graded(&desk, "cache", &[]);
    assert!(text.contains("the total was 3"));
    let new: Vec<PathBuf> = kept(&cache).difference(&before).cloned().collect();
    // SOLVED, START, HALF and STUCK, and nothing of the other exercise.
    assert_eq!(new.len(), 4);
    for path in &new {
        let entry = fs::read_to_string(path).unwrap();
        assert!(entry.contains("\"exercise\":\"tills\""), "{entry}");
    }

    // A hint and a title decide nothing.
    let manifest = crate::class::MANIFEST.replace("The tills", "Other tills");
    desk.write("kit/info.toml", manifest);
    let before = kept(&cache);
    graded(&desk, "cache", &[]);
    assert_eq!(kept(&cache), before);
}

#[test]
fn what_is_damaged_or_to_be_fresh_is_judged_again() {
    let desk = desk();
    class(&desk, 3);
    let cache = desk.path("cache");
    let text = graded(&desk, "cache", &[]);
    let entries = kept(&cache);
    // SOLVED, START and GREETS.
    assert_eq!(entries.len(), 3);
    fs::write(entries.first().unwrap(), "damaged").unwrap();
    assert!(graded(&desk, "cache", &["--jobs", "1"]) == text);
    let entry = fs::read_to_string(entries.first().unwrap()).unwrap();
    assert!(entry.starts_with("threadlings judgement 1 "), "{entry}");
    #[cfg(unix)]
    {
        let was = identities(&entries);
        assert!(graded(&desk, "cache", &["--fresh"]) == text);
        let now = identities(&entries);
        assert!(was.iter().zip(&now).all(|(was, now)| was != now));
    }
}

#[test]
fn without_a_cache_it_is_graded_and_told() {
    let desk = desk();
    class(&desk, 1);
    desk.write("in-the-way", "");
    let told = "threadlings: cannot keep judgements in `[WORKSPACE]/in-the-way`: the next call will judge them again\n";
    let call = desk.call(grade(&[
        "class",
        "--only",
        "greet",
        "--cache",
        "in-the-way",
    ]));
    call.stderr(told).json();
}
