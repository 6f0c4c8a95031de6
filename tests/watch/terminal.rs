//! The terminal is given back as it was found, whatever ends or interrupts the watcher.

use rustix::process::Signal;

use crate::pty::Pty;
use crate::workspace::{FIRST, Workspace, attempt, verdict};

const SHOW_CURSOR: &str = "\x1b[?25h";
const HIDE_CURSOR: &str = "\x1b[?25l";

fn gives_the_terminal_back(end: impl FnOnce(&mut Pty)) {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    assert!(!pty.shows_cursor());
    assert!(!pty.has_its_modes_back(), "it is in raw mode");
    end(&mut pty);
    assert_eq!(pty.wait_for_exit(), 0);
    assert!(pty.has_its_modes_back());
    let output = pty.all_output();
    assert!(pty.shows_cursor());
    assert!(output.rfind(SHOW_CURSOR) > output.rfind(HIDE_CURSOR));
    assert!(
        !output.contains("\x1b[?1049h"),
        "it used the alternate screen"
    );
    pty.wait_for(&format!("See you. You are at {FIRST}."));
    pty.wait_for("E0615");
}

#[test]
fn after_q() {
    gives_the_terminal_back(|pty| pty.send("q"));
}

#[test]
fn after_ctrl_c() {
    gives_the_terminal_back(|pty| pty.send("\x03"));
}

#[test]
fn after_sigterm() {
    gives_the_terminal_back(|pty| pty.signal(Signal::TERM));
}

#[test]
fn after_sigint() {
    gives_the_terminal_back(|pty| pty.signal(Signal::INT));
}

#[test]
fn after_sighup() {
    gives_the_terminal_back(|pty| pty.signal(Signal::HUP));
}

#[test]
fn ctrl_z_gives_it_to_the_shell_and_fg_takes_it_again() {
    let workspace = Workspace::new();
    let mut env = workspace.environment();
    env.push(("PS1".into(), "ready> ".into()));
    let args = ["-i".to_owned()];
    let shell = "/bin/sh".as_ref();
    let mut pty = Pty::start(shell, &args, &workspace.dir(), &env, (100, 50));
    pty.wait_for("ready>");
    pty.send(&format!("{}\r", workspace.command_line()));
    pty.wait_for("E0615");
    assert!(!pty.shows_cursor());

    pty.send("\x1a");
    pty.wait_for("ready>");
    assert!(pty.shows_cursor());
    // In raw mode the shell would not see the line, nor the screen break it.
    pty.send("echo $((20 + 22))\r");
    pty.wait_for("ready> echo $((20 + 22)) 42 ready>");

    // What is saved meanwhile is judged on return.
    workspace.save(FIRST, &attempt("meanwhile"));
    pty.send("fg\r");
    pty.wait_for(&verdict("meanwhile"));
    assert!(!pty.shows_cursor());
    pty.send("?");
    pty.wait_for("Back to the exercise.");
    pty.send("q");
    pty.wait_for("See you.");
    pty.wait_for("ready>");
    assert!(pty.shows_cursor());
    pty.send("echo $((40 + 4))\r");
    pty.wait_for("ready> echo $((40 + 4)) 44 ready>");
}

#[test]
fn a_continued_watcher_draws_again() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    pty.signal(Signal::STOP);
    let mark = pty.mark();
    pty.signal(Signal::CONT);
    pty.wait_for_frames(mark, 1);
    pty.wait_for("E0615");
    assert!(!pty.has_its_modes_back(), "it is in raw mode again");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}
