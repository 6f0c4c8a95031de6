//! What happens while an attempt runs: quitting, saving again, saving too often, saving nothing new.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;
use threadlings::render::words::watch as says;

use crate::pty::Pty;
use crate::workspace::{
    FIRST, SECOND, Workspace, attempt, endless, is_running, of_all, pids, solution, verdict,
    wait_until,
};

/// A watcher in the middle of running an attempt that never ends and may go on for ever.
struct Endless {
    workspace: Workspace,
    pty: Pty,
    pids: PathBuf,
}

impl Endless {
    fn start() -> Self {
        let workspace = Workspace::with_endless_time();
        let pty = workspace.watch(&[]);
        let pids_folder = workspace.beside("pids");
        workspace.save(FIRST, &endless(&pids_folder));
        wait_until("the attempt runs", || !pids(&pids_folder).is_empty());
        Self {
            workspace,
            pty,
            pids: pids_folder,
        }
    }

    fn wait_until_killed(&self) {
        wait_until("the attempt is killed", || {
            !pids(&self.pids).into_iter().any(is_running)
        });
    }

    fn has_ended_cleanly(&mut self) {
        assert_eq!(self.pty.wait_for_exit(), 0);
        self.wait_until_killed();
        nothing_is_left(&self.workspace);
        assert_eq!(self.workspace.record(FIRST).attempts, 0);
    }
}

fn nothing_is_left(workspace: &Workspace) {
    wait_until("all processes are gone", || {
        workspace.processes().is_empty()
    });
    let left: Vec<_> = fs::read_dir(workspace.temporary()).unwrap().collect();
    assert!(left.is_empty(), "temporary files are left: {left:?}");
}

#[test]
fn q_ends_the_watcher_and_the_attempt_that_runs() {
    let mut endless = Endless::start();
    endless.pty.send("q");
    endless.has_ended_cleanly();
}

#[test]
fn ctrl_c_ends_the_watcher_and_the_attempt_that_runs() {
    let mut endless = Endless::start();
    endless.pty.send("\x03");
    endless.has_ended_cleanly();
}

#[test]
fn a_signal_ends_the_watcher_and_the_attempt_that_runs() {
    let mut endless = Endless::start();
    endless.pty.signal(Signal::TERM);
    endless.has_ended_cleanly();
}

#[test]
fn an_attempt_does_not_outlive_a_killed_watcher() {
    let endless = Endless::start();
    endless.pty.kill();
    endless.wait_until_killed();
}

#[test]
fn q_works_before_the_first_verdict() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((80, 24), &[], &[]);
    pty.wait_for_frames(0, 1);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    nothing_is_left(&workspace);
}

#[test]
fn q_works_while_all_exercises_are_judged() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    pty.send("c");
    pty.wait_for("Judging all exercises");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    nothing_is_left(&workspace);
}

#[test]
fn keys_work_while_an_attempt_runs() {
    let mut endless = Endless::start();
    endless.pty.wait_for(says::judging_again());
    endless.pty.send("h");
    endless.pty.wait_for(&says::hint_title(1, 3));
    endless.pty.send("n");
    endless.pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    endless.pty.wait_for("✗ spawn1_thumbs does not compile");
    endless.wait_until_killed();
}

#[test]
fn a_save_cancels_the_run_and_the_newest_text_is_judged() {
    let endless = Endless::start();
    endless.workspace.save(FIRST, &attempt("newest"));
    endless.pty.wait_for(&verdict("newest"));
    endless.wait_until_killed();
    let record = endless.workspace.record(FIRST);
    assert_eq!(record.attempts, 1, "what was never judged does not count");
    endless.workspace.save(FIRST, &solution(FIRST));
    endless.pty.wait_for(&format!("{} {SECOND}", of_all(2)));
}

#[test]
fn of_ten_quick_saves_the_last_one_is_judged_and_then_all_is_quiet() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    for number in 0..10 {
        fs::write(workspace.file(FIRST), attempt(&format!("word_{number}"))).unwrap();
    }
    pty.wait_for(&verdict("word_9"));
    let attempts = workspace.record(FIRST).attempts;
    assert!((1..=10).contains(&attempts), "{attempts} attempts");

    let mark = pty.mark();
    // Each key passes through the loop that would also judge.
    for _ in 0..10 {
        pty.send("?");
        pty.wait_for(says::saving_judges());
        pty.send("?");
        pty.wait_for(&verdict("word_9"));
    }
    assert!(!pty.written_since(mark).contains(says::judging_again()));
    assert_eq!(workspace.record(FIRST).attempts, attempts);
    workspace.save(FIRST, &attempt("later"));
    pty.wait_for(&verdict("later"));
    assert_eq!(workspace.record(FIRST).attempts, attempts + 1);
}

#[test]
fn the_same_text_saved_again_is_not_judged_again() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    workspace.save(FIRST, &attempt("same"));
    pty.wait_for(&verdict("same"));
    assert_eq!(workspace.record(FIRST).attempts, 1);
    // A save that is taken for a change closes the list at once.
    pty.send("l");
    pty.wait_for("› · join1_kiosk");
    for _ in 0..10 {
        workspace.save(FIRST, &attempt("same"));
        pty.send("\x1b[B");
        pty.wait_for("› · spawn1_thumbs");
        workspace.save(FIRST, &attempt("same"));
        pty.send("\x1b[A");
        pty.wait_for("› · join1_kiosk");
    }
    pty.send("l");
    pty.wait_for(&verdict("same"));
    workspace.save(FIRST, &attempt("other"));
    pty.wait_for(&verdict("other"));
    assert_eq!(workspace.record(FIRST).attempts, 2);
}
