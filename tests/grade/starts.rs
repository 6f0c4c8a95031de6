//! The checks are compiled against many attempts from a start. It makes grading cheaper, and no difference otherwise.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::class::{
    GREETS, GREETS_NOBODY, HALF, SOLVED, START, STUCK, TILLS_CHECKS, desk, grade, hand_in,
    submission,
};
use crate::support::{Workspace, cache};

/// Not what the checks call.
const ANOTHER_SIGNATURE: &str = "pub fn total(tills: &[u32]) -> u32 {
    tills.iter().sum::<u32>() * 2
}

pub fn main() {}
";

/// As few as make a start worth while, and all sorts of them.
const TILLS: [&str; 8] = [
    SOLVED,
    HALF,
    STUCK,
    START,
    ANOTHER_SIGNATURE,
    SOLVED,
    STUCK,
    SOLVED,
];

/// A desk with a class, and with a cache that has no starts but the compiled explorer.
fn desk_with_class() -> Workspace {
    let desk = desk();
    for (number, tills) in TILLS.into_iter().enumerate() {
        // Attempts that are alike would be judged once.
        let unlike = |text: &str| format!("{text}// {number}\n");
        let greet = [GREETS, GREETS_NOBODY][number % 2];
        let name = format!("class/s{number}");
        hand_in(&desk, &name, &unlike(tills), &unlike(greet));
    }
    hand_in(&desk, "anna", SOLVED, GREETS);
    // Has the explorer compiled, if it is not.
    desk.call(grade(&["anna", "--cache", "before"])).json();
    fs::create_dir(desk.path("cache")).unwrap();
    for explorer in entries(&cache(), "explorer-") {
        let here = desk.path("cache").join(explorer.file_name().unwrap());
        symlink(&explorer, here).unwrap();
    }
    desk
}

fn entries(cache: &Path, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_of_kind = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        path.is_dir() && name.starts_with(kind)
    };
    paths.filter(is_of_kind).collect()
}

fn starts(desk: &Workspace) -> Vec<PathBuf> {
    entries(&desk.path("cache"), "checks-")
}

/// What grading prints, with nothing known before but starts.
fn graded(desk: &Workspace, status: i32, args: &[&str]) -> String {
    let mut args = grade(args);
    args.extend(["--fresh", "--cache", "judgements"]);
    desk.call(args)
        .env("THREADLINGS_CACHE", desk.path("cache"))
        .status(status)
        .text()
}

/// The files below a folder.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    entries.flat_map(below).collect()
}

/// All that is kept of starts.
fn texts(desk: &Workspace) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = starts(desk).into_iter().flat_map(|start| files(&start));
    files
        .map(|file| (file.clone(), fs::read(file).unwrap()))
        .collect()
}

#[test]
fn with_a_start_without_one_and_with_a_damaged_one_the_bytes_are_the_same() {
    let desk = desk_with_class();
    graded(&desk, 0, &["anna"]);
    assert!(starts(&desk).is_empty(), "one attempt is worth no start");

    let first = graded(&desk, 1, &["class", "--jobs", "1"]);
    // The tills twice, since they are explored, and the greeting.
    assert_eq!(starts(&desk).len(), 3);
    let kept = texts(&desk);
    let from_starts = graded(&desk, 1, &["class", "--jobs", "2"]);
    assert!(from_starts == first, "from starts");
    assert!(texts(&desk) == kept, "an attempt left something in a start");

    for file in starts(&desk).iter().flat_map(|start| files(start)) {
        // The list of all of them has none, and stays.
        if file.extension().is_some() {
            let length = fs::metadata(&file).unwrap().len();
            fs::write(&file, vec![0; length.try_into().unwrap()]).unwrap();
        }
    }
    assert!(graded(&desk, 1, &["class"]) == first, "damaged");

    for start in starts(&desk) {
        fs::remove_dir_all(start.join("start")).unwrap();
    }
    assert!(graded(&desk, 1, &["class"]) == first, "not whole");
    assert_eq!(starts(&desk).len(), 3);

    fs::remove_dir_all(desk.path("cache/place")).unwrap();
    desk.write("cache/place", "no folder");
    assert!(
        graded(&desk, 1, &["class"]) == first,
        "with no place to stand"
    );
}

/// Whether a start is begun with cannot be seen in what comes of it, unless it is somebody else's.
#[test]
fn what_is_compiled_begins_with_the_start() {
    let desk = desk_with_class();
    let args = ["class", "--only", "tills"];
    graded(&desk, 1, &args);
    let ours = starts(&desk);
    let others = TILLS_CHECKS.replace("total == 6", "total == 7");
    desk.write("kit/checks/01_shop/tills.rs", &others);
    graded(&desk, 1, &args);
    let theirs: Vec<PathBuf> = starts(&desk)
        .into_iter()
        .filter(|start| !ours.contains(start))
        .collect();
    assert_eq!((ours.len(), theirs.len()), (2, 2));

    desk.write("kit/checks/01_shop/tills.rs", TILLS_CHECKS);
    let object = |start: &PathBuf| {
        let mut objects = files(start);
        objects.retain(|file| file.extension().is_some_and(|end| end == "o"));
        assert_eq!(objects.len(), 1, "{}", start.display());
        objects.remove(0)
    };
    for our in &ours {
        // The real library's, or the stand-in's: their objects are not of one length.
        let length = |start: &PathBuf| fs::metadata(object(start)).unwrap().len();
        let same = theirs.iter().find(|their| length(their) == length(our));
        fs::copy(object(same.unwrap()), object(our)).unwrap();
    }
    let grading = serde_json::from_str(&graded(&desk, 1, &args)).unwrap();
    let solved = &submission(&grading, "s0")["exercises"][0];
    assert_eq!(solved["verdict"], "fails_checks", "{solved:#}");
}
