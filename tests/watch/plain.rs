//! Without a terminal, and with a second watcher.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use crate::pty::{PATIENCE, STARTING};
use crate::workspace::{FIRST, SECOND, Workspace, attempt, solution, verdict};

/// A watcher whose standard output is a pipe.
struct Piped {
    child: Child,
    lines: Receiver<String>,
    /// All lines so far.
    seen: Vec<String>,
}

impl Piped {
    fn start(workspace: &Workspace, args: &[&str]) -> Self {
        let starting = STARTING.lock().unwrap();
        let mut child = workspace
            .command(args)
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        drop(starting);
        let lines = lines(child.stdout.take().unwrap());
        let seen = Vec::new();
        Self { child, lines, seen }
    }

    /// Reads lines until one contains the text.
    fn wait_for(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!(
                    "waited in vain for `{text}` after\n{}",
                    self.seen.join("\n")
                );
            };
            self.seen.push(line);
            if self.seen.last().unwrap().contains(text) {
                return;
            }
        }
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Waits for the end, and returns the status and all that was printed.
    fn wait_for_exit(&mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => self.seen.push(line),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("it does not end"),
            }
        }
        (self.child.wait().unwrap().code(), self.seen.join("\n"))
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(pipe: ChildStdout) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            if sender.send(line.unwrap()).is_err() {
                return;
            }
        }
    });
    lines
}

#[test]
fn without_a_terminal_there_are_plain_lines() {
    let workspace = Workspace::new();
    let mut piped = Piped::start(&workspace, &[]);
    piped.wait_for("Judging exercises/01_threads/join1_kiosk.rs …");
    piped.wait_for("✗ join1_kiosk does not compile: 1 error");
    piped.wait_for("E0615");
    workspace.save(FIRST, &attempt("by_pipe"));
    piped.wait_for(&verdict("by_pipe"));
    workspace.save(FIRST, &solution(FIRST));
    piped.wait_for("✓ join1_kiosk passed: 4 of 4 points");
    piped.wait_for("Compare with solutions/01_threads/join1_kiosk.rs");
    piped.wait_for("Judging exercises/01_threads/spawn1_thumbs.rs …");
    piped.wait_for("✗ spawn1_thumbs does not compile");

    kill_process(piped.pid(), Signal::TERM).unwrap();
    let (status, output) = piped.wait_for_exit();
    assert_eq!(status, Some(0));
    assert!(
        output.ends_with(&format!("See you. You are at {SECOND}.")),
        "{output}"
    );
    assert!(!output.contains('\x1b'), "{output:?}");
    assert!(!output.contains('\r'), "{output:?}");
    assert_eq!(
        output.matches("Judging ").count(),
        4,
        "one for each text:\n{output}"
    );
}

#[test]
fn without_a_terminal_polling_works_too() {
    let workspace = Workspace::new();
    let mut piped = Piped::start(&workspace, &["--poll=20"]);
    piped.wait_for("E0615");
    workspace.save(FIRST, &attempt("by_poll"));
    piped.wait_for(&verdict("by_poll"));
}

#[test]
fn a_second_watcher_says_so_and_stops() {
    let workspace = Workspace::new();
    let mut first = workspace.watch(&[]);
    let output = workspace.command(&[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    let by = format!(
        "already being watched by process {}",
        first.pid().as_raw_nonzero()
    );
    assert!(said.contains(&by), "{said}");

    // The first one does not mind.
    workspace.save(FIRST, &attempt("undisturbed"));
    first.wait_for(&verdict("undisturbed"));
    first.send("q");
    assert_eq!(first.wait_for_exit(), 0);
    workspace.watch(&[]).wait_for(&verdict("undisturbed"));
}

#[test]
fn a_killed_watcher_leaves_the_workspace_free() {
    let workspace = Workspace::new();
    let first = workspace.watch(&[]);
    first.kill();
    workspace.watch(&[]).wait_for("E0615");
}
