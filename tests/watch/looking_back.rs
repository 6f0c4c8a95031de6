//! What was before: earlier verdicts, what changed since, and the solutions beside one's own file.

use threadlings::render::Form;
use threadlings::render::words::watch as says;

use crate::pty::words;
use crate::workspace::{FIRST, SECOND, Workspace, attempt, of_all, solution, verdict};

#[test]
fn b_goes_back_verdict_by_verdict_and_d_says_what_changed_since() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((100, 50), &[], &[]);
    pty.wait_for("✗ join1_kiosk");
    for word in ["first", "second", "third"] {
        workspace.save(FIRST, &attempt(word));
        pty.wait_for(&verdict(word));
    }
    pty.send("d");
    pty.wait_for("- second");
    pty.wait_for("+ third");
    pty.send("\x1b");
    pty.wait_for(&verdict("third"));
    pty.send("b");
    pty.wait_for(&verdict("second"));
    assert!(words(&pty.screen()).contains(&says::earlier_title(1, Form::Drawn)));
    pty.wait_for("2 second");
    pty.send("b");
    pty.wait_for(&verdict("first"));
    pty.send("d");
    pty.wait_for("- first");
    pty.wait_for("+ third");
    // Back to the verdict, and from there to the exercise.
    pty.send("d");
    pty.wait_for(&verdict("first"));
    pty.send("\x1b");
    pty.wait_for(&verdict("third"));
    assert!(!pty.screen().contains("Esc comes back"));
}

#[test]
fn a_verdict_that_is_looked_at_stays_through_a_save_and_a_pass() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((100, 50), &[], &[]);
    pty.wait_for("✗ join1_kiosk");
    for word in ["first", "second"] {
        workspace.save(FIRST, &attempt(word));
        pty.wait_for(&verdict(word));
    }
    pty.send("b");
    pty.wait_for(&verdict("first"));
    workspace.save(FIRST, &attempt("third"));
    pty.wait_for(&says::earlier_title(2, Form::Drawn));
    pty.wait_for(&verdict("first"));
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&says::earlier_title(3, Form::Drawn));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for(&verdict("first"));
}

#[test]
fn s_shows_one_solution_after_the_other_beside_ones_own() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((100, 60), &["--stay"], &[]);
    let own = format!("{}\nfn mine() {{}}\n", solution(FIRST));
    workspace.save(FIRST, &own);
    pty.wait_for("✓ join1_kiosk passed");
    pty.send("s");
    pty.wait_for(&says::solution_title(1, 3));
    // Why it is good, as its author says.
    pty.wait_for("`join` blocks until the printer's thread has ended");
    pty.wait_for("- fn mine() {}");
    pty.send("s");
    pty.wait_for(&says::solution_title(2, 3));
    pty.send("s");
    pty.wait_for(&says::solution_title(3, 3));
    pty.send("s");
    pty.wait_for("✓ join1_kiosk passed");
    assert!(!pty.screen().contains("+ the solution"));
}

#[test]
fn the_fourth_h_covers_no_hint() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((60, 24), &[], &[]);
    pty.wait_for("does not compile");
    for number in 1..=3 {
        pty.send("h");
        pty.wait_for(&says::hint_title(number, 3));
    }
    let screen = pty.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let title = lines.iter().position(|line| line.contains("Hint 3 of 3"));
    let last = lines[title.unwrap()..]
        .iter()
        .take_while(|line| !line.trim().is_empty() && !line.contains(" more"));
    let last = last.last().unwrap().trim().to_owned();
    pty.send("h");
    pty.wait_for(says::no_more_hints());
    assert!(pty.screen().contains(&last), "{last}\n{}", pty.screen());
}
