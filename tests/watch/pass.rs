//! The main road: fix the file, save, be judged, move on.

use std::fs;

use threadlings::render::words::watch as says;

use crate::workspace::{
    FIRST, SECOND, Workspace, attempt, of_all, solution, start, verdict, wait_until,
};

#[test]
fn the_first_screen_shows_the_first_exercise_and_what_is_wrong_with_it() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    pty.wait_for(&format!("{} {FIRST} The ticket kiosk", of_all(1)));
    pty.wait_for("exercises/01_threads/join1_kiosk.rs");
    pty.wait_for("✗ join1_kiosk does not compile: 1 error");
    pty.wait_for("error[E0615]");
    pty.wait_for("--> exercises/01_threads/join1_kiosk.rs:16:14");
    pty.wait_for("→ `join` is a method: it only does its work when it is called.");
    pty.wait_for(&format!("{} passed", of_all(0)));
    assert!(pty.written_since(0).contains("\x1b[1;31m✗"), "no colours");
    assert_eq!(workspace.record(FIRST).attempts, 0, "nothing was attempted");
}

#[test]
fn a_fixed_file_passes_and_leads_to_the_next_exercise() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs does not compile");
    pty.wait_for(&format!("{} passed", of_all(1)));

    let kept = pty.scrollback();
    for line in [
        "✓ join1_kiosk passed: 4 of 4 points",
        "  ✓ The kiosk hands out the ticket that was printed, every letter of it, with any printer that can",
        "  ✓ The printer works on a thread of its own, not on the one that called `print_ticket`.",
        "  Compare with solutions/01_threads/join1_kiosk.rs",
    ] {
        assert!(kept.lines().any(|kept| kept == line), "`{line}` in\n{kept}");
    }
    let handed_out = workspace.dir().join("solutions/01_threads/join1_kiosk.rs");
    assert_eq!(fs::read_to_string(handed_out).unwrap(), solution(FIRST));
    let record = workspace.record(FIRST);
    assert!(record.is_passed());
    assert_eq!((record.attempts, record.points), (1, 4));
}

#[test]
fn what_was_on_the_screen_before_stays_in_the_scrollback() {
    let workspace = Workspace::new();
    let env = workspace.environment();
    let command = format!("echo a line from before; {}", workspace.command_line());
    let args = ["-c".to_owned(), command];
    let pty = crate::pty::Pty::start("/bin/sh".as_ref(), &args, &workspace.dir(), &env, (100, 40));
    pty.wait_for("E0615");
    assert!(pty.scrollback().contains("a line from before"));
}

#[test]
fn a_failing_check_is_shown_as_the_sentence_that_does_not_hold() {
    let workspace = Workspace::new();
    let pty = workspace.watch(&[]);
    let at_home = "pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
        println!(\"bzzz at home\");
        print()
    }\n";
    workspace.save(FIRST, at_home);
    pty.wait_for("✗ join1_kiosk: 2 of 4 checks do not hold");
    pty.wait_for("✓ The kiosk hands out the ticket that was printed, every letter of it");
    pty.wait_for("✗ The printer works on a thread of its own");
    pty.wait_for("│ bzzz at home");
    assert_eq!(workspace.record(FIRST).attempts, 1);
    assert!(!workspace.record(FIRST).is_passed());
}

#[test]
fn progress_survives_a_restart() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.send("h");
    pty.wait_for(&says::hint_title(1, 3));
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);

    let pty = workspace.watch(&[]);
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for(&format!("{} passed", of_all(1)));
    assert_eq!(workspace.record(FIRST).attempts, 1);
    assert_eq!(workspace.record(SECOND).hints_seen, 1);
}

#[test]
fn with_stay_the_next_exercise_waits_for_n() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&["--stay"]);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(says::press_n());
    pty.wait_for(&format!("{} {FIRST}", of_all(1)));
    pty.wait_for("✓ join1_kiosk passed: 4 of 4 points");
    pty.wait_for(&format!("{} passed", of_all(1)));
    pty.send("n");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs does not compile");
}

#[test]
fn the_last_pass_ends_with_the_kits_last_words() {
    let workspace = Workspace::of_first(2);
    let pty = workspace.watch(&[]);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("2/2 {SECOND}"));
    workspace.save(SECOND, &solution(SECOND));
    pty.wait_for("You have solved every exercise");
    pty.wait_for("2 attempts so far. You passed them all on 20");
    pty.wait_for("2/2 passed");
    // It still judges: somebody may want to try another way.
    workspace.save(SECOND, &attempt("afterwards"));
    pty.wait_for(&verdict("afterwards"));
    pty.wait_for("2/2 passed");
}

#[test]
fn the_next_exercise_is_opened_with_the_students_command() {
    let workspace = Workspace::new();
    let opened = workspace.beside("opened.rs");
    let holds = |text: &str| fs::read_to_string(&opened).is_ok_and(|opened| opened == text);
    let command = format!("cp {{}} {}", opened.display());
    let _pty = workspace.watch(&["--edit-cmd", &command]);
    wait_until("the first exercise is opened", || holds(&start(FIRST)));
    workspace.save(FIRST, &solution(FIRST));
    wait_until("the next exercise is opened", || holds(&start(SECOND)));
}
