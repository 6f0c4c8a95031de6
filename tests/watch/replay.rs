//! `replay` in a pseudo-terminal, with a trace that was saved.

use std::path::Path;

use rustix::process::Signal;

use crate::pty::Pty;
use crate::workspace::Workspace;

/// Steps through a trace of `tests/traces/`, in a terminal of the classic size.
fn replay(workspace: &Workspace, name: &str) -> Pty {
    let traces = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traces");
    let file = traces.join(name).with_extension("json");
    let file = file.display().to_string();
    let pty = workspace.watch_at((80, 24), &["replay", "--from", &file], &[]);
    pty.wait_for("step 1 of");
    pty
}

#[test]
fn keys_step_through_it() {
    let workspace = Workspace::new();
    let mut pty = replay(&workspace, "lock_order");
    pty.wait_for("`main` spawns `to_bob` (line 28)");
    for (key, sentence) in [
        ("\x1b[B", "`main` spawns `to_ada` (line 29)"),
        ("j", "`main` waits for `to_bob` to end (line 30)"),
        ("\x1b[C", "`to_bob` locks `balance` 1 (line 19)"),
        ("j", "`to_ada` locks `balance` 2 (line 19)"),
        ("k", "step 4 of 7"),
        ("\x1b[F", "✗ Nobody can go on."),
        ("\x1b[A", "`to_ada` waits for `balance` 1 (line 20)"),
        ("\x1b[H", "step 1 of 7"),
        ("\x1b[6~", "step 7 of 7"),
    ] {
        pty.send(key);
        pty.wait_for(sentence);
    }
    pty.send("\x1b[A");
    pty.wait_for(
        "locks `to_bob` has `balance` 1 since line 19; `to_ada` has `balance` 2 since line 19",
    );
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 1);
}

fn gives_the_terminal_back(end: impl FnOnce(&mut Pty)) {
    let workspace = Workspace::new();
    let mut pty = replay(&workspace, "lock_order");
    assert!(!pty.shows_cursor());
    assert!(!pty.has_its_modes_back(), "it is in raw mode");
    end(&mut pty);
    assert_eq!(pty.wait_for_exit(), 1);
    assert!(pty.has_its_modes_back());
    pty.all_output();
    assert!(pty.shows_cursor());
}

#[test]
fn it_gives_the_terminal_back_after_a_key() {
    gives_the_terminal_back(|pty| pty.send("\x1b"));
    gives_the_terminal_back(|pty| pty.send("\x03"));
}

#[test]
fn it_gives_the_terminal_back_after_a_signal() {
    gives_the_terminal_back(|pty| pty.signal(Signal::TERM));
    gives_the_terminal_back(|pty| pty.signal(Signal::HUP));
}

#[test]
fn it_heeds_another_size() {
    let workspace = Workspace::new();
    let mut pty = replay(&workspace, "philosophers");
    pty.send("\x1b[F");
    pty.wait_for("✗ Nobody can go on.");
    for (columns, rows) in [(40, 10), (3, 2), (120, 40), (80, 24)] {
        let mark = pty.mark();
        pty.resize(columns, rows);
        pty.wait_for_frames(mark, 1);
    }
    pty.wait_for("✗ Nobody can go on.");
    pty.wait_for("q close");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 1);
    assert!(!pty.all_output().contains("panicked at"));
}
