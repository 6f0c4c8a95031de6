//! Files and folders that go and come back, files of other exercises, and file systems without events.

use std::fs;

use threadlings::render::Form;
use threadlings::render::words::watch as says;
use threadlings::verdict::Verdict;

use crate::editors;
use crate::pty::Pty;
use crate::saves::events_were_enough;
#[cfg(target_os = "linux")]
use crate::workspace::wait_until;
use crate::workspace::{FIRST, SECOND, Workspace, attempt, of_all, start, verdict};

const PATH: &str = "exercises/01_threads/join1_kiosk.rs";

fn still_judges(workspace: &Workspace, pty: &Pty) {
    for word in ["afterwards", "and_again"] {
        editors::nano(&workspace.file(FIRST), &attempt(word));
        pty.wait_for(&verdict(word));
    }
}

#[test]
fn a_deleted_file_is_missed_and_welcome_again() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    fs::remove_file(workspace.file(FIRST)).unwrap();
    pty.wait_for(&says::file_gone(PATH));
    fs::write(workspace.file(FIRST), attempt("returned")).unwrap();
    pty.wait_for(&verdict("returned"));
    assert!(!pty.screen().contains("is gone"));
    assert_eq!(
        workspace.record(FIRST).attempts,
        1,
        "its absence was no attempt"
    );
    still_judges(&workspace, &pty);
}

#[test]
fn x_twice_brings_a_deleted_file_back() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    fs::remove_file(workspace.file(FIRST)).unwrap();
    pty.wait_for(&says::file_gone(PATH));
    pty.send("x");
    pty.wait_for("Press x again");
    pty.send("x");
    pty.wait_for("E0615");
    assert!(workspace.file(FIRST).is_file());
    still_judges(&workspace, &pty);
}

#[test]
fn the_watcher_starts_without_the_file_too() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.file(FIRST)).unwrap();
    let pty = workspace.watch(&[]);
    pty.wait_for(&format!("{PATH} is not there."));
    fs::write(workspace.file(FIRST), attempt("here_now")).unwrap();
    pty.wait_for(&verdict("here_now"));
}

/// Deletes a folder of exercises and brings it back at once, with the first exercise changed.
fn is_replaced(folder: &str) {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    fs::remove_dir_all(workspace.dir().join(folder)).unwrap();
    workspace.restore_folder(folder);
    fs::write(workspace.file(FIRST), attempt("replaced")).unwrap();
    pty.wait_for(&verdict("replaced"));
    still_judges(&workspace, &pty);
    pty.wait_for(&format!("{} {FIRST}", of_all(1)));
}

#[test]
fn a_replaced_chapter_is_watched_on() {
    is_replaced("exercises/01_threads");
}

#[test]
fn a_replaced_exercises_folder_is_watched_on() {
    is_replaced("exercises");
}

/// Deletes a folder of exercises, and brings it back long after.
fn is_away_for_long(folder: &str) {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    fs::remove_dir_all(workspace.dir().join(folder)).unwrap();
    pty.wait_for(&says::file_gone(PATH));
    fs::create_dir_all(workspace.file(FIRST).parent().unwrap()).unwrap();
    fs::write(workspace.file(FIRST), attempt("returned")).unwrap();
    pty.wait_for(&verdict("returned"));
    still_judges(&workspace, &pty);
    events_were_enough(&pty);
}

#[test]
fn a_chapter_that_was_away_for_long_is_watched_on() {
    is_away_for_long("exercises/01_threads");
}

#[test]
fn an_exercises_folder_that_was_away_for_long_is_watched_on() {
    is_away_for_long("exercises");
}

/// How many bytes a process has read so far, from files and from everything else.
#[cfg(target_os = "linux")]
fn bytes_read(pty: &Pty) -> usize {
    let counters = format!("/proc/{}/io", pty.pid().as_raw_nonzero());
    let counters = fs::read_to_string(counters).unwrap();
    let read = counters.lines().next().unwrap();
    read.strip_prefix("rchar: ").unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_comes_back_file_by_file_does_not_lead_away() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    let folder = workspace.dir().join("exercises");
    fs::remove_dir_all(&folder).unwrap();
    pty.wait_for(&says::file_gone(PATH));
    // The files come one after another, and not the student's first.
    let chapter = folder.join("01_threads");
    fs::create_dir_all(&chapter).unwrap();
    let read_before = bytes_read(&pty);
    fs::write(chapter.join("spawn1_thumbs.rs"), start(SECOND)).unwrap();
    wait_until("the watcher has read it", || {
        bytes_read(&pty) >= read_before + start(SECOND).len()
    });
    fs::write(workspace.file(FIRST), attempt("returned")).unwrap();
    pty.wait_for(&verdict("returned"));
    pty.wait_for(&format!("{} {FIRST}", of_all(1)));
    assert!(!pty.written_since(0).contains(SECOND));
}

#[test]
fn the_save_of_another_exercise_leads_there() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    // What is open stays open.
    pty.send("l");
    pty.wait_for(says::list_title());
    workspace.save(SECOND, &attempt("elsewhere"));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for(&says::judged_meanwhile(
        SECOND,
        Verdict::DoesNotCompile,
        Form::Drawn,
    ));
    pty.wait_for(says::list_title());
    pty.send("\u{1b}");
    pty.wait_for(&verdict("elsewhere"));
    assert_eq!(workspace.record(SECOND).attempts, 1);
    // The way back is the same.
    workspace.save(FIRST, &attempt("at_home"));
    pty.wait_for(&format!("{} {FIRST}", of_all(1)));
    pty.wait_for(says::followed());
    pty.wait_for(&verdict("at_home"));
}

#[test]
fn files_that_are_no_exercises_are_nobodys_business() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let chapter = workspace.dir().join("exercises/01_threads");
    for name in [
        "notes.rs",
        "join1_kiosk.rs~",
        "#join1_kiosk.rs#",
        "README.md",
    ] {
        fs::write(chapter.join(name), attempt("scribbled")).unwrap();
    }
    // The save that comes behind them is the first that counts.
    workspace.save(FIRST, &attempt("serious"));
    pty.wait_for(&verdict("serious"));
    assert_eq!(workspace.record(FIRST).attempts, 1);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    assert!(!pty.all_output().contains("scribbled"));
}

#[test]
fn polling_finds_every_kind_of_save() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&["--poll=20"]);
    listens_to_no_events(&pty);
    let saves = [
        editors::nano,
        editors::vim_backupcopy_no,
        editors::jetbrains,
        editors::git,
        editors::mv,
    ];
    for (number, save) in saves.into_iter().enumerate() {
        let word = format!("word_{number}");
        save(&workspace.file(FIRST), &attempt(&word));
        pty.wait_for(&verdict(&word));
    }
    let folder = workspace.dir().join("exercises");
    fs::remove_dir_all(&folder).unwrap();
    pty.wait_for(&says::file_gone(PATH));
    fs::create_dir_all(workspace.file(FIRST).parent().unwrap()).unwrap();
    fs::write(workspace.file(FIRST), start(FIRST)).unwrap();
    pty.wait_for("E0615");
    still_judges(&workspace, &pty);
}

#[cfg(target_os = "linux")]
fn listens_to_no_events(pty: &Pty) {
    let open = format!("/proc/{}/fd", pty.pid().as_raw_nonzero());
    let inotify = fs::read_dir(open).unwrap().any(|entry| {
        fs::read_link(entry.unwrap().path())
            .is_ok_and(|target| target.to_string_lossy().contains("inotify"))
    });
    assert!(!inotify, "it asked for events in spite of --poll");
}

#[cfg(not(target_os = "linux"))]
fn listens_to_no_events(_: &Pty) {}
