//! Every key, and what it does.

use std::fs;
use std::path::PathBuf;

use threadlings::render::Form;
use threadlings::render::words::watch as says;

use crate::pty::{Pty, words};
use crate::workspace::{FIRST, SECOND, Workspace, attempt, of_all, solution, start, verdict};

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const ESCAPE: &str = "\x1b";

fn wait_until_gone(pty: &Pty, text: &str) {
    pty.wait(&format!("`{text}` to go"), |screen| {
        screen.contains("q quit") && !screen.contains(text)
    });
}

#[test]
fn h_gives_one_more_hint_each_time_until_none_is_left() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    assert!(!pty.screen().contains("Hint 1 of 3"));
    for number in 1..=3 {
        pty.send("h");
        pty.wait_for(&says::hint_title(number, 3));
        let next = says::hint_title(number + 1, 3);
        assert!(!pty.screen().contains(&next), "one at a time");
        assert_eq!(
            workspace.record(FIRST).hints_seen,
            u32::try_from(number).unwrap()
        );
    }
    pty.send("h");
    pty.wait_for(says::no_more_hints());
    assert_eq!(workspace.record(FIRST).hints_seen, 3);
    // Another exercise starts with none.
    pty.send("n");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    assert!(!pty.screen().contains("Hint"));
}

#[test]
fn l_lists_the_exercises_and_enter_goes_to_one() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    pty.send("l");
    pty.wait_for(says::list_title());
    pty.wait_for("› · join1_kiosk");
    pty.wait_for("· move5_clicker");
    pty.send(DOWN);
    pty.wait_for("› · spawn1_thumbs");
    pty.send(DOWN);
    pty.wait_for("› · join2_ovens");
    pty.send(UP);
    pty.wait_for("› · spawn1_thumbs");
    pty.send("\r");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs does not compile");
    assert!(!pty.screen().contains(says::list_title()));

    pty.send("l");
    pty.wait_for("› · spawn1_thumbs");
    pty.send("l");
    pty.wait_for("✗ spawn1_thumbs does not compile");
}

#[test]
fn n_and_p_walk_along_the_exercises_and_stop_at_the_ends() {
    let workspace = Workspace::of_first(2);
    let mut pty = workspace.watch(&[]);
    pty.send("p");
    pty.wait_for(says::at_the_end());
    pty.wait_for(&format!("1/2 {FIRST}"));
    pty.send("n");
    pty.wait_for(&format!("2/2 {SECOND}"));
    pty.send("n");
    pty.wait_for(says::at_the_end());
    pty.send("p");
    pty.wait_for(&format!("1/2 {FIRST}"));
    pty.wait_for("E0615");
}

#[test]
fn x_twice_puts_the_start_back_and_keeps_the_students_text() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    workspace.save(FIRST, &attempt("precious"));
    pty.wait_for(&verdict("precious"));

    // Once is only a question, and another key is a no.
    pty.send("x");
    pty.wait_for(&says::confirm_reset("exercises/01_threads/join1_kiosk.rs"));
    pty.send(ESCAPE);
    wait_until_gone(&pty, "Press x again");
    pty.send("x");
    pty.wait_for("Press x again");
    assert_eq!(
        fs::read_to_string(workspace.file(FIRST)).unwrap(),
        attempt("precious")
    );

    pty.send("x");
    pty.wait_for("The starter file is back. Your text is kept in .threadlings/backups/");
    pty.wait_for("E0615");
    assert_eq!(
        fs::read_to_string(workspace.file(FIRST)).unwrap(),
        start(FIRST)
    );
    let [backup] = backups(&workspace).try_into().unwrap();
    assert_eq!(fs::read_to_string(&backup).unwrap(), attempt("precious"));
    let shown = backup.strip_prefix(workspace.dir()).unwrap();
    pty.wait_for(&words(&says::was_reset(shown.to_str())));

    // Where nothing was written there is nothing to keep.
    pty.send("x");
    pty.wait_for("Press x again");
    pty.send("x");
    pty.wait_for(&says::was_reset(None));
    assert_eq!(backups(&workspace).len(), 1);
}

fn backups(workspace: &Workspace) -> Vec<PathBuf> {
    let folder = workspace
        .dir()
        .join(".threadlings/backups/exercises/01_threads");
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn s_shows_the_solution_once_it_is_earned() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&["--stay"]);
    let secret = "the printer should not jam";
    assert!(solution(FIRST).contains(secret));
    let handed_out = workspace.dir().join("solutions");
    pty.send("s");
    pty.wait_for(says::not_earned());
    assert!(!handed_out.exists());

    let own = solution(FIRST).replace(secret, "no ticket");
    workspace.save(FIRST, &own);
    pty.wait_for(says::press_n());
    pty.send("s");
    pty.wait_for(secret);
    pty.wait_for("solutions/01_threads/join1_kiosk.rs");
    assert!(handed_out.join("01_threads/join1_kiosk.rs").is_file());
    pty.send(ESCAPE);
    pty.wait_for(says::press_n());
    assert!(!pty.screen().contains(secret));
}

#[test]
fn s_right_after_a_pass_shows_the_solution_of_what_was_passed() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.send("s");
    pty.wait_for(&says::solution_title(1, 3));
    // It is what was handed in.
    pty.wait_for("No line differs.");
    pty.send(ESCAPE);
    pty.wait_for("✗ spawn1_thumbs does not compile");
}

#[test]
fn r_judges_again_and_does_not_count() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let mark = pty.mark();
    pty.send("r");
    pty.wait_until_written(mark, says::judging_again());
    pty.wait("a new verdict", |screen| {
        screen.contains("E0615") && !screen.contains(says::judging_again())
    });
    assert_eq!(workspace.record(FIRST).attempts, 0);
}

#[test]
fn c_judges_all_exercises() {
    let workspace = Workspace::of_first(3);
    fs::write(workspace.file(SECOND), solution(SECOND)).unwrap();
    let mut pty = workspace.watch(&[]);
    pty.send("c");
    pty.wait_for(&says::check_all_title(3, 3, true));
    pty.wait_for("✗ join1_kiosk does not compile");
    pty.wait_for("✓ spawn1_thumbs passed");
    pty.wait_for("✗ join2_ovens fails in some interleaving");
    pty.wait_for("1/3 passed");
    assert!(workspace.record(SECOND).is_passed());
    pty.send(ESCAPE);
    pty.wait_for("E0615");
    assert!(!pty.screen().contains("All 3 exercises"));
}

#[test]
fn the_question_mark_explains_the_keys() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let readme = include_str!("../../README.md");
    let (_, keys) = readme.split_once("### Keys").unwrap();
    let rows: Vec<&str> = keys
        .lines()
        .skip_while(|line| !line.starts_with("| `"))
        .take_while(|line| line.starts_with("| `"))
        .collect();
    assert!(rows.len() > 10);
    for leave in ["?", ESCAPE] {
        pty.send("?");
        for row in &rows {
            pty.wait_for(&words(row.split('|').nth(2).unwrap().trim()));
        }
        pty.send(leave);
        pty.wait_for("E0615");
    }
}

#[test]
fn arrows_scroll_what_does_not_fit() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((100, 12), &[], &[]);
    pty.wait_for(&format!("{} passed", of_all(0)));
    pty.send("?");
    let (first, last) = (says::saving_judges(), "under .threadlings/backups.");
    pty.wait_for(first);
    pty.wait_for("more");
    assert!(!pty.screen().contains(last));
    for _ in 0..40 {
        pty.send(DOWN);
    }
    pty.wait_for(last);
    assert!(!pty.screen().contains(first));
    for _ in 0..40 {
        pty.send(UP);
    }
    pty.wait_for(first);
    pty.send("\x1b[F");
    pty.wait_for(last);
    pty.send("\x1b[H");
    pty.wait_for(first);
}

#[test]
fn keys_that_mean_nothing_change_nothing() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let before = pty.screen();
    let mark = pty.mark();
    pty.send("zZ7%\t\x1b[15~ä");
    pty.wait_for_frames(mark, 7);
    assert_eq!(pty.screen(), before);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}

#[test]
fn v_views_the_run_that_fails_until_one_leaves_it() {
    const OVENS: &str = "join2_ovens";
    let workspace = Workspace::of_first(3);
    let mut pty = workspace.watch(&["--stay"]);
    assert!(
        !pty.screen().contains("v view the run"),
        "it does not compile"
    );
    pty.send("v");
    pty.wait_for(says::nothing_to_replay());

    workspace.save(OVENS, &format!("{}\n", start(OVENS)));
    pty.wait_for("✗ join2_ovens fails in some interleaving");
    pty.wait_for("v view the run");
    pty.send("v");
    pty.wait_for("join2_ovens step 1 of ");
    pty.send(DOWN);
    pty.wait_for("join2_ovens step 2 of ");
    // A pass closes nothing.
    workspace.save(OVENS, &solution(OVENS));
    crate::workspace::wait_until("the pass", || workspace.record(OVENS).is_passed());
    pty.send(DOWN);
    pty.wait_for("join2_ovens step 3 of ");
    pty.send("q");
    pty.wait_for("✓ join2_ovens passed");
}

#[test]
fn a_pass_says_what_was_met_and_what_it_took() {
    let workspace = Workspace::new();
    // The usual size, where the next verdict wants room too.
    let pty = workspace.watch_at((80, 24), &[], &[]);
    pty.wait_for("✗ join1_kiosk");
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for("It took 1 attempt. You have met: spawn, join, join is a method");
}

#[test]
fn a_dumb_terminal_is_not_drawn_on() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((80, 24), &[], &[("TERM", "dumb")]);
    pty.wait_until_written(0, "E0615");
    assert!(!pty.written_since(0).contains('\u{1b}'));
}

#[test]
fn e_shows_the_next_error() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    workspace.save(FIRST, "pub fn main() {\n    first;\n    second;\n}\n");
    pty.wait_for("cannot find value `first`");
    pty.wait_for(&says::error_of(1, 2, Form::Drawn));
    assert!(!pty.screen().contains("`second`"));
    pty.send("e");
    pty.wait_for("cannot find value `second`");
    pty.wait_for(&says::error_of(2, 2, Form::Drawn));
    pty.send("e");
    pty.wait_for("cannot find value `first`");
}

#[test]
fn what_is_not_saved_is_said_until_it_is_saved() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let lock = workspace.dir().join(".threadlings/progress.lock");
    fs::remove_file(&lock).unwrap();
    // As good as a full disk: nothing can be written down.
    fs::create_dir(&lock).unwrap();
    pty.send("h");
    pty.wait_for(&says::hint_title(1, 3));
    let said = words("Your progress is not saved yet:");
    pty.wait_for(&said);
    // No other message takes its place.
    pty.send("s");
    pty.wait_for(&words(says::not_earned()));
    assert!(words(&pty.screen()).contains(&said));
    assert_eq!(workspace.record(FIRST).hints_seen, 0);

    fs::remove_dir(&lock).unwrap();
    wait_until_gone(&pty, &said);
    assert_eq!(workspace.record(FIRST).hints_seen, 1);
}

#[test]
fn it_begins_at_the_exercise_that_is_named() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&["watch", SECOND]);
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    drop(pty);
    // Also at one that is passed.
    fs::write(workspace.file(SECOND), solution(SECOND)).unwrap();
    let command = workspace.command(&["run", SECOND]).output().unwrap();
    assert!(command.status.success());
    let pty = workspace.watch_at((100, 50), &["watch", SECOND], &[]);
    pty.wait_for("✓ spawn1_thumbs passed");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
}

#[test]
fn the_list_is_searched_and_leaves_out_what_is_passed() {
    let workspace = Workspace::new();
    fs::write(workspace.file(SECOND), solution(SECOND)).unwrap();
    let mut pty = workspace.watch(&[]);
    pty.send("l");
    pty.wait_for("› · join1_kiosk The ticket kiosk");
    pty.wait_for("01_threads 0/8");
    // Titles and concepts are searched too.
    pty.send("/THUMB");
    pty.wait_for("Search: THUMB_");
    pty.wait_for("› · spawn1_thumbs");
    assert!(!pty.screen().contains("join1_kiosk The"));
    pty.send("\x7f\x7fmbq");
    pty.wait_for("No exercise is like this.");
    pty.send("\x7f\r");
    pty.wait_for("Found by `THUmb`");
    pty.send("\r");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✓ spawn1_thumbs passed");

    pty.send("lo");
    pty.wait_for("o shows all");
    assert!(!pty.screen().contains("✓ spawn1_thumbs"));
    pty.wait_for("› · join2_ovens");
    pty.send("o");
    pty.wait_for("✓ spawn1_thumbs Thumbnails 9 points");
    // What is at the cursor is what a key is about.
    pty.send("k");
    pty.wait_for("› ✓ spawn1_thumbs");
    pty.send("k");
    pty.wait_for("› · join1_kiosk");
    pty.send("h");
    pty.wait_for(&format!("{} {FIRST}", of_all(1)));
    pty.wait_for(&says::hint_title(1, 3));
}
