//! What is taken of archives and folders, and what is not.

use crate::class::{
    GREET, GREETS, GREETS_NOBODY, HALF, SOLVED, TILLS, desk, grade, hand_in, submission,
};
use crate::pack::Pack;
use crate::support::Workspace;
use serde_json::Value;
use tar::EntryType;

/// Grades what is in `class` and lets it fail.
fn graded(desk: &Workspace) -> Value {
    desk.call(grade(&["class", "--only", "greet"]))
        .status(1)
        .json()
}

/// Points, what became of the file, and the problems.
fn outcome(grading: &Value, name: &str) -> (u64, String, String) {
    let one = submission(grading, name);
    let exercise = &one["exercises"][0];
    let hand_in = exercise["hand_in"].as_str().unwrap();
    let detail = exercise["hand_in_detail"].as_str().unwrap_or_default();
    let problems: Vec<&str> = one["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem.as_str().unwrap())
        .collect();
    (
        one["score"].as_u64().unwrap(),
        format!("{hand_in} {detail}").trim().to_owned(),
        problems.join(" "),
    )
}

fn is(grading: &Value, name: &str, score: u64, hand_in: &str, problems: &str) {
    let (had, became, told) = outcome(grading, name);
    assert_eq!((had, became.as_str()), (score, hand_in), "{name}: {told}");
    if problems.is_empty() {
        assert_eq!(told, "", "{name}");
    } else {
        assert!(told.contains(problems), "{name}: {told}");
    }
}

#[test]
fn archives_hold_a_workspace_at_their_top_or_one_folder_below() {
    let desk = desk();
    for (ending, top) in Pack::both() {
        let top = top.file(GREET, GREETS).file("Cargo.toml", "[package]");
        desk.write(&format!("class/top-{ending}.{ending}"), top.finish());
    }
    for (ending, below) in Pack::both() {
        let below = below
            .file("__MACOSX/.DS_Store", "")
            .file(&format!("./repo-main/{GREET}"), GREETS)
            .file("repo-main/info.toml", "format_version = 7");
        desk.write(&format!("class/below-{ending}.{ending}"), below.finish());
    }
    for (ending, moodle) in Pack::both() {
        let moodle = moodle.file(GREET, GREETS).finish();
        let path = format!("class/moodle-{ending}/upload.{ending}");
        desk.write(&path, moodle);
    }
    for (ending, several) in Pack::both() {
        let several = several
            .file(&format!("a/{GREET}"), GREETS)
            .file(&format!("b/{GREET}"), GREETS);
        desk.write(
            &format!("class/several-{ending}.{ending}"),
            several.finish(),
        );
    }
    for (ending, deep) in Pack::both() {
        let deep = deep.file(&format!("a/b/{GREET}"), GREETS);
        desk.write(&format!("class/deep-{ending}.{ending}"), deep.finish());
    }
    desk.write(&format!("class/deep-folder/a/b/{GREET}"), GREETS);
    desk.write("class/elsewhere/exercises/x/a/b/exercises/greet.rs", GREETS);
    let deep = |above: &str| {
        format!("Not handed in: `{above}a/b/{GREET}` does not lie where it is looked for")
    };
    let grading = graded(&desk);
    for ending in ["zip", "tar.gz"] {
        is(&grading, &format!("top-{ending}"), 4, "in_time", "");
        is(&grading, &format!("below-{ending}"), 4, "in_time", "");
        is(&grading, &format!("moodle-{ending}"), 4, "in_time", "");
        let several = "There are several folders with `exercises`, such as `a` and `b`";
        is(
            &grading,
            &format!("several-{ending}"),
            0,
            "missing",
            several,
        );
        is(&grading, &format!("deep-{ending}"), 0, "missing", &deep(""));
    }
    is(&grading, "deep-folder", 0, "missing", &deep(""));
    is(&grading, "elsewhere", 0, "missing", &deep("exercises/x/"));
}

/// Otherwise nobody would know why all is missing.
#[test]
fn files_by_other_names_are_told() {
    let desk = desk();
    let names = ["right-1.rs", "right-2.rs", "a\u{202e}b.rs", "z.rs"];
    let below = [
        "exercises/01_shop/",
        "01_shop/",
        "",
        "homework/exercises/01_shop/",
    ];
    for (number, below) in below.iter().enumerate() {
        for name in names {
            desk.write(&format!("class/folder-{number}/{below}{name}"), GREETS);
        }
        for (ending, mut pack) in Pack::both() {
            for name in names {
                pack = pack.file(&format!("{below}{name}"), GREETS);
            }
            pack = pack
                .file("__MACOSX/exercises/._x.rs", "")
                .file(".git/y.rs", "");
            desk.write(&format!("class/{ending}-{number}.{ending}"), pack.finish());
        }
    }
    desk.write(&format!("class/handed-in/{GREET}"), GREETS);
    desk.write("class/handed-in/exercises/01_shop/greet-old.rs", GREETS);
    let grading = graded(&desk);
    for number in 0..below.len() {
        for kind in ["folder", "zip", "tar.gz"] {
            let (_, _, told) = outcome(&grading, &format!("{kind}-{number}"));
            let of = |shown: &str| {
                format!(
                    "Not handed in: no file in it is named like an exercise that is graded; found {shown} and 1 more."
                )
            };
            let packed = of("`right-1.rs`, `right-2.rs`, `a\\u{202e}b.rs`");
            let sorted = of("`a\\u{202e}b.rs`, `right-1.rs`, `right-2.rs`");
            assert!(told == packed || told == sorted, "{kind}-{number}: {told}");
        }
    }
    is(&grading, "handed-in", 4, "in_time", "");
    let said = desk.call(grade(&["class/folder-2"])).status(2).failure();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = "; `class/folder-2/a\\u{202e}b.rs` is not named like an exercise";
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn the_files_are_found_however_they_were_handed_in() {
    let desk = desk();
    let tills = TILLS.strip_prefix("exercises/").unwrap();
    for (ending, pack) in Pack::both() {
        // Windows PowerShell 5 writes these.
        let pack = pack.file(&TILLS.replace('/', "\\"), SOLVED);
        desk.write(&format!("class/windows-{ending}.{ending}"), pack.finish());
    }
    for (ending, pack) in Pack::both() {
        let pack = pack.file(tills, SOLVED).file("greet.rs", GREETS_NOBODY);
        desk.write(&format!("class/chapters-{ending}.{ending}"), pack.finish());
    }
    for (ending, pack) in Pack::both() {
        let pack = pack.file("homework/tills.rs", SOLVED);
        desk.write(&format!("class/flat-{ending}.{ending}"), pack.finish());
    }
    for (ending, pack) in Pack::both() {
        let (_, inner) = Pack::both()
            .into_iter()
            .find(|(other, _)| *other != ending)
            .unwrap();
        let inner = inner.file(&format!("w/{TILLS}"), SOLVED).finish();
        let name = if ending == "zip" {
            "in.tar.gz"
        } else {
            "in.zip"
        };
        let pack = pack.file("README", "").file(name, inner);
        desk.write(&format!("class/nested-{ending}.{ending}"), pack.finish());
    }
    desk.write(&format!("class/folder/{tills}"), SOLVED);
    desk.write("class/loose/tills.rs", SOLVED);
    desk.write(&format!("class/deeper/workspace/{TILLS}"), SOLVED);
    let zip = Pack::zip().file(TILLS, SOLVED).finish();
    desk.write("class/beside/in.zip", zip);
    desk.write("class/beside/README", "");
    let text = desk
        .call(grade(&["class", "--only", "tills"]))
        .status(0)
        .json();
    let scores = text["submissions"].as_array().unwrap().iter();
    let scores: Vec<&Value> = scores.map(|one| &one["score"]).collect();
    assert_eq!(scores.len(), 12);
    assert!(
        scores.iter().all(|score| **score == scores[0].clone()),
        "{scores:?}"
    );
    // One of them alone, which could be taken for a folder of submissions.
    for (path, single) in [
        ("class/loose", false),
        ("class/folder", false),
        ("class/deeper", true),
    ] {
        let mut args = vec![path, "--only", "tills"];
        args.extend(single.then_some("--single"));
        let alone = desk.call(grade(&args)).status(0).json();
        assert_eq!(alone["submissions"].as_array().unwrap().len(), 1, "{path}");
    }
}

#[test]
fn tricks_with_paths_gain_nothing() {
    let desk = desk();
    let tricks = [
        "../exercises/greet.rs",
        "/exercises/greet.rs",
        "..\\exercises\\greet.rs",
    ];
    for (number, trick) in tricks.into_iter().enumerate() {
        for (ending, pack) in Pack::both() {
            let pack = pack.file("exercises/other.rs", "").file(trick, GREETS);
            desk.write(&format!("class/{number}-{ending}.{ending}"), pack.finish());
        }
    }
    for (ending, pack) in Pack::both() {
        let pack = pack.link(GREET, "/etc/passwd").file(TILLS, SOLVED);
        desk.write(&format!("class/link-{ending}.{ending}"), pack.finish());
    }
    for (ending, pack) in Pack::both() {
        let pack = pack
            .link("exercises", "/etc")
            .file("exercises/other.rs", "");
        desk.write(&format!("class/above-{ending}.{ending}"), pack.finish());
    }
    for (name, kind) in [("fifo", EntryType::Fifo), ("device", EntryType::Char)] {
        let pack = Pack::tar_gz().special(GREET, kind);
        desk.write(&format!("class/{name}.tar.gz"), pack.finish());
    }
    let twice = Pack::tar_gz()
        .file(GREET, GREETS_NOBODY)
        .file(GREET, GREETS);
    desk.write("class/twice.tar.gz", twice.finish());
    let twice = Pack::zip()
        .file(GREET, GREETS_NOBODY)
        .file(GREET.replace("greet", "greeu").as_str(), GREETS);
    let twice = renamed(&twice.finish(), b"greeu", b"greet");
    desk.write("class/twice-zip.zip", twice);
    let grading = graded(&desk);
    for ending in ["zip", "tar.gz"] {
        for number in 0..3 {
            let told = "was passed over: a path in an archive is plain";
            is(&grading, &format!("{number}-{ending}"), 0, "missing", told);
        }
        let refused = "refused it is a link, and links are not followed";
        is(&grading, &format!("link-{ending}"), 0, refused, "");
        let told = "`exercises` was passed over: it is a link.";
        is(&grading, &format!("above-{ending}"), 0, "missing", told);
    }
    is(&grading, "fifo", 0, "refused it is a pipe, not a file", "");
    is(
        &grading,
        "device",
        0,
        "refused it is a device, not a file",
        "",
    );
    let told = "stands in the archive more than once; the last one counts";
    is(&grading, "twice", 4, "in_time", told);
    is(
        &grading,
        "twice-zip",
        4,
        "in_time",
        "more than once; the last one counts",
    );
}

/// The bytes with a name replaced by one of the same length.
fn renamed(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while at + from.len() <= bytes.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
        at += 1;
    }
    bytes
}

#[test]
fn bombs_and_floods_are_read_no_further_than_they_may() {
    let desk = desk();
    let bomb = vec![b' '; 40 << 20];
    for (ending, pack) in Pack::both() {
        desk.write(
            &format!("class/bomb-{ending}.{ending}"),
            pack.file(GREET, &bomb).finish(),
        );
    }
    let mut many = Pack::tar_gz();
    for number in 0..4 {
        many = many.file(&format!("exercises/{number}"), &bomb);
    }
    desk.write("class/flood.tar.gz", many.file(GREET, GREETS).finish());
    for (ending, mut pack) in Pack::both() {
        for number in 0..10_000 {
            pack = pack.file(&format!("exercises/{number}.rs"), "");
        }
        desk.write(
            &format!("class/many-{ending}.{ending}"),
            pack.file(GREET, GREETS).finish(),
        );
    }
    // The size that an archive claims is not what it holds.
    let zip = Pack::zip().file(GREET, &bomb).finish();
    let lie = renamed(&zip, &(40_u32 << 20).to_le_bytes(), &9_u32.to_le_bytes());
    desk.write("class/lie.zip", lie);
    // Thousands of names for one and the same packed file, each after `./` once more, and thousands of empty members.
    let mut shared = Pack::zip();
    for number in 1..200 {
        shared = shared.file(&format!("{}{GREET}", "./".repeat(number)), &bomb[..1 << 20]);
    }
    desk.write("class/shared.zip", shared.file(GREET, GREETS).finish());
    let empty = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let empty = empty.finish().unwrap();
    desk.write("class/hollow.tar.gz", empty.repeat(20_000));
    let folders = desk.path("class/folders");
    for number in 0..300 {
        std::fs::create_dir_all(folders.join(format!("{number}/exercises"))).unwrap();
    }
    let grading = graded(&desk);
    is(&grading, "shared", 4, "in_time", "the last one counts");
    is(&grading, "hollow", 0, "missing", "too many parts");
    is(
        &grading,
        "folders",
        0,
        "missing",
        "There are several folders",
    );
    for ending in ["zip", "tar.gz"] {
        let refused = "refused it is larger than 1 MiB";
        is(&grading, &format!("bomb-{ending}"), 0, refused, "");
        is(&grading, &format!("many-{ending}"), 4, "in_time", "");
    }
    is(
        &grading,
        "flood",
        0,
        "missing",
        "unpacks to more than 128 MiB",
    );
    let (score, became, _) = outcome(&grading, "lie");
    assert_eq!(score, 0);
    assert!(became.starts_with("refused it is "), "{became}");
}

#[test]
fn what_is_damaged_or_encrypted_is_told_and_stops_nobody() {
    let desk = desk();
    hand_in(&desk, "class/whole", HALF, GREETS);
    desk.write("class/empty.zip", "");
    desk.write("class/words.tar.gz", "these are words");
    desk.write("class/other.7z", "7z");
    let mut zip = Pack::zip().file(GREET, GREETS).finish();
    // Bit 0 of the flags, in both headers: encrypted.
    for signature in [[b'P', b'K', 3, 4], [b'P', b'K', 1, 2]] {
        let at = (0..zip.len())
            .find(|at| zip[*at..].starts_with(&signature))
            .unwrap();
        zip[at + if signature[2] == 3 { 6 } else { 8 }] |= 1;
    }
    desk.write("class/encrypted.zip", zip);
    let zip = Pack::zip().file(GREET, GREETS).finish();
    let at = zip.windows(4).position(|four| four == b"t.rs").unwrap();
    let mut flipped = zip.clone();
    flipped[at + 9] ^= 0xff;
    desk.write("class/flipped.zip", flipped);
    desk.write(
        "class/latin1/exercises/greet.rs",
        b"pub fn greet() { /* \xe9 */ }",
    );
    let grading = graded(&desk);
    is(&grading, "whole", 4, "in_time", "");
    is(
        &grading,
        "empty",
        0,
        "missing",
        "The archive is cut short, damaged, or no archive at all",
    );
    is(
        &grading,
        "words",
        0,
        "missing",
        "The archive is cut short, damaged, or no archive at all",
    );
    is(
        &grading,
        "other",
        0,
        "missing",
        "A `.7z` file cannot be read",
    );
    is(&grading, "encrypted", 0, "refused it is encrypted", "");
    let (_, became, _) = outcome(&grading, "flipped");
    assert!(became.starts_with("refused it is damaged"), "{became}");
    is(&grading, "latin1", 0, "in_time", "");
}

#[test]
fn two_submissions_of_one_name_are_told_apart() {
    let desk = desk();
    hand_in(&desk, "one/anna", HALF, GREETS);
    hand_in(&desk, "two/anna", HALF, GREETS_NOBODY);
    let mut printed = Vec::new();
    for paths in [
        ["one", "two/anna", "one/anna"],
        ["two/anna", "one/anna", "one"],
    ] {
        let mut args = vec!["--only", "greet"];
        let mut all = paths.to_vec();
        all.append(&mut args);
        printed.push(desk.call(grade(&all)).status(1).text());
    }
    let grading: Value = serde_json::from_str(&printed[0]).unwrap();
    assert_eq!(grading["submissions"].as_array().unwrap().len(), 2);
    is(&grading, "anna", 4, "in_time", "");
    is(&grading, "anna (2)", 0, "in_time", "");
    assert_eq!(printed[0], printed[1]);
}

#[test]
fn an_exercise_is_found_by_the_name_that_it_had() {
    let desk = desk();
    let manifest = desk.read("kit/info.toml").replace(
        "name = \"greet\"",
        "name = \"greet\"\nrenamed_from = \"01_shop/hello\"",
    );
    desk.write("kit/info.toml", manifest);
    desk.write("class/before/exercises/01_shop/hello.rs", GREETS);
    desk.write("class/flat/hello.rs", GREETS);
    desk.write("class/both/exercises/01_shop/hello.rs", GREETS_NOBODY);
    desk.write(&format!("class/both/{GREET}"), GREETS);
    let grading = desk.call(grade(&["class", "--only", "greet"])).json();
    for name in ["before", "flat", "both"] {
        is(&grading, name, 4, "in_time", "");
    }
}
