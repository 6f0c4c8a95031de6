//! The watcher where there is no terminal: plain lines, no keys.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::support::Workspace;

/// Long after any line has come.
const DEADLINE: Duration = Duration::from_mins(1);

/// A running watcher, ended with the test.
pub(crate) struct Watcher {
    child: Child,
    lines: Receiver<String>,
}

impl Watcher {
    pub(crate) fn start(workspace: &Workspace, args: &[&str]) -> Self {
        let mut child = workspace
            .process(args.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for this line.
    pub(crate) fn says(&self, wanted: &str) {
        loop {
            let line = self
                .lines
                .recv_timeout(DEADLINE)
                .unwrap_or_else(|_| panic!("`{wanted}` was never said"));
            assert!(!line.contains('\u{1b}'), "{line:?}");
            if line == wanted {
                return;
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_save_is_judged_in_plain_lines() {
    for args in [&[][..], &["watch", "--poll"]] {
        let workspace = Workspace::new();
        let watcher = Watcher::start(&workspace, args);
        watcher.says("Judging exercises/01_threads/join1_kiosk.rs …");
        watcher.says("✗ join1_kiosk does not compile: 1 error");
        workspace.solve("01_threads/join1_kiosk");
        watcher.says("✓ join1_kiosk passed: 4 of 4 points");
        watcher.says("Judging exercises/01_threads/spawn1_thumbs.rs …");
    }
}

#[test]
fn a_second_watcher_says_so_and_stops() {
    let workspace = Workspace::new();
    let watcher = Watcher::start(&workspace, &[]);
    watcher.says("✗ join1_kiosk does not compile: 1 error");
    // Where a locked file can be read, the other process is named.
    let by = if cfg!(windows) {
        String::new()
    } else {
        format!(" by process {}", watcher.child.id())
    };
    workspace
        .call(["watch"])
        .status(2)
        .stderr(&format!(
            "threadlings: this workspace is already being watched{by}; stop that watcher first\n"
        ))
        .check();
    drop(watcher);
    // However the first one ended, the next may start.
    Watcher::start(&workspace, &[]).says("✗ join1_kiosk does not compile: 1 error");
}
