//! `play` in a pseudo-terminal: the student is the scheduler.

use std::fs;
use std::path::Path;

use crate::pty::Pty;
use crate::workspace::Workspace;

const SIZE: (u16, u16) = (80, 24);
const EXERCISE: &str = "mutex4_likes";
const PATH: &str = "exercises/04_mutex/mutex4_likes.rs";

/// Between reading and writing anybody may come.
const LOST_UPDATE: &str = "\
use std::sync::Mutex;

pub fn like(likes: &Mutex<u32>) -> u32 {
    let number = *likes.lock().unwrap() + 1;
    *likes.lock().unwrap() = number;
    number
}

pub fn main() {}
";

/// Plays a check of an attempt.
fn play(workspace: &Workspace, text: &str, check: &str) -> Pty {
    fs::write(workspace.dir().join(PATH), text).unwrap();
    workspace.watch_at(SIZE, &["play", EXERCISE, "--check", check], &[])
}

fn solution() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("solutions/04_mutex/mutex4_likes.rs");
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_lost_update_is_made_by_the_shortest_run() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, LOST_UPDATE, "every_like_counts");
    pty.wait_for("Make the check fail: it can be done with 1 switch (none so far).");
    pty.wait_for("m `main` waits for thread 1 to end 1 thread 1 starts");
    for (key, says) in [
        ("1", "1 thread 1 locks `likes` (line 4)"),
        ("\r", "1 thread 1 locks `likes` (line 5)"),
        ("2", "(1 so far)"),
        ("r", "ended thread 2"),
        ("1", "ended threads 1 and 2"),
        ("m", "m `main` locks"),
        (
            "m",
            "You made it fail with 1 switch: no way with fewer is known.",
        ),
    ] {
        pty.send(key);
        pty.wait_for(says);
    }
    pty.wait_for("How the check failed, step by step");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    assert!(pty.has_its_modes_back());
}

#[test]
fn hints_lead_to_it() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, LOST_UPDATE, "every_like_counts");
    follow_hints(&mut pty);
}

#[test]
fn every_classic_is_lost_by_its_shortest_run() {
    let workspace = Workspace::new();
    let list = workspace.command(&["play", "--level"]).output().unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    let levels: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(levels.len(), 7, "{list}");
    for level in levels {
        follow_hints(&mut workspace.watch_at(SIZE, &["play", "--level", level], &[]));
    }
}

/// Presses what the hints say, until the check fails.
fn follow_hints(pty: &mut Pty) {
    pty.wait_for("Make the check fail: it can be done with 1 switch (none so far).");
    for _ in 0..50 {
        let mark = pty.mark();
        pty.send("h");
        pty.wait_for_frames(mark, 1);
        if pty.screen().contains("You made it fail") {
            break;
        }
        pty.wait_for("Hint: press ");
        let screen = pty.screen();
        let (_, rest) = screen.split_once("Hint: press ").unwrap();
        let mark = pty.mark();
        pty.send(&rest[..1]);
        // What is being run is shown, and then what came of it.
        pty.wait_for_frames(mark, 2);
    }
    pty.wait_for("You made it fail with 1 switch: no way with fewer is known.");
}

#[test]
fn a_switch_too_many_is_counted_and_taken_back() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, LOST_UPDATE, "every_like_counts");
    pty.wait_for("(none so far)");
    for (key, says) in [
        ("2", "2 thread 2 locks `likes` (line 4)"),
        ("1", "(1 so far)"),
        ("2", "(2 so far)"),
        ("u", "(1 so far)"),
        ("u", "(none so far)"),
        ("m", "`main` cannot go on now."),
        (
            "h",
            "Hint: the shortest failing run parts from yours here: take back 1 choice (u) first.",
        ),
        ("s", "(none so far)"),
    ] {
        pty.send(key);
        pty.wait_for(says);
    }
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn right_code_cannot_be_broken() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, &solution(), "every_like_counts");
    pty.wait_for("Try to break it: the check held in all");
    for _ in 0..10 {
        pty.wait_for("Try to break it");
        pty.send("s1r2rmr");
        pty.wait_for("The check held this time.");
        pty.send("s");
        pty.wait_for("1 thread 1 starts");
    }
    pty.wait_for("You cannot break it. The check held in all");
    pty.send("h");
    pty.wait_for("There is no hint: the check held in all");
    pty.send("\x03");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn a_check_is_chosen_from_a_list() {
    let workspace = Workspace::new();
    fs::write(workspace.dir().join(PATH), LOST_UPDATE).unwrap();
    let mut pty = workspace.watch_at(SIZE, &["play", EXERCISE], &[]);
    pty.wait_for("Which check do you want to play?");
    pty.wait_for("› 2 Every like counts, even when two come at the same moment.");
    pty.send("\x1b[A\x1b[B\r");
    pty.wait_for("Make the check fail: it can be done with 1 switch");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn it_heeds_another_size() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, LOST_UPDATE, "every_like_counts");
    pty.wait_for("Make the check fail");
    for (columns, rows) in [(40, 10), (3, 2), (120, 40), (80, 24)] {
        let mark = pty.mark();
        pty.resize(columns, rows);
        pty.wait_for_frames(mark, 1);
    }
    pty.wait_for("Make the check fail");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    assert!(!pty.all_output().contains("panicked at"));
}

#[test]
fn what_does_not_compile_is_not_played() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, "pub fn like() {", "every_like_counts");
    assert_eq!(pty.wait_for_exit(), 1);
    let said = pty.all_output();
    assert!(
        said.contains("mutex4_likes cannot be played until it compiles and keeps the rules: `threadlings run mutex4_likes` says what is missing"),
        "{said}"
    );
}

#[test]
fn a_check_that_is_not_there_is_named_with_those_that_are() {
    let workspace = Workspace::new();
    let mut pty = play(&workspace, &solution(), "nothing");
    assert_eq!(pty.wait_for_exit(), 2);
    let said = pty.all_output();
    assert!(
        said.contains("mutex4_likes has no check called `nothing`; it has "),
        "{said}"
    );
}

#[test]
fn g_plays_from_the_watcher_and_comes_back_to_it() {
    let workspace = Workspace::new();
    fs::write(workspace.dir().join(PATH), LOST_UPDATE).unwrap();
    let mut pty = workspace.watch_at(SIZE, &["watch", EXERCISE], &[]);
    pty.wait_for("✗ mutex4_likes fails in some interleaving");
    pty.send("g");
    pty.wait_for("Which check do you want to play?");
    pty.send("\r");
    pty.wait_for("Make the check fail");
    // What is saved meanwhile is judged afterwards.
    fs::write(workspace.dir().join(PATH), solution()).unwrap();
    pty.send("q");
    pty.wait_for("✓ mutex4_likes passed");

    // Where nothing is explored there is nothing to play.
    fs::write(workspace.dir().join(PATH), "pub fn like() {").unwrap();
    pty.wait_for("does not compile");
    pty.send("g");
    pty.wait_for("No interleavings of this text were run");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn threads_from_the_tenth_on_have_letters() {
    let workspace = Workspace::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let solution = root.join("solutions/01_threads/join2_ovens.rs");
    let file = "exercises/01_threads/join2_ovens.rs";
    fs::copy(solution, workspace.dir().join(file)).unwrap();
    let args = ["play", "join2_ovens", "--check", "any_number_of_ovens"];
    let mut pty = workspace.watch_at((100, 50), &args, &[]);
    pty.wait_for("Try to break it");
    // `main` spawns all eleven, and waits for them.
    pty.send("mr");
    pty.wait_for("A thread 10 starts");
    pty.wait_for("B thread 11 starts");
    pty.send("B");
    pty.wait("thread 11 to go on", |screen| {
        !screen.contains("thread 11 starts")
    });
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}
