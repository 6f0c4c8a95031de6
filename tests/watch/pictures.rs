//! The screens in `docs/pictures/` are what the program shows. `UPDATE=1 cargo test --test watch pictures` writes them.

mod svg;

use std::fs;

use crate::pty::Pty;
use crate::workspace::{FIRST, Workspace, repository, solution};

/// The exercise whose start loses updates.
const EXERCISE: &str = "mutex4_likes";

/// Wide enough for a drawing of three threads.
const COLUMNS: u16 = 100;

/// Opens a terminal in which somebody works who has tried exercises before, and so needs no welcome.
fn open(rows: u16, args: &[&str]) -> (Workspace, Pty) {
    let workspace = Workspace::new();
    let run = workspace.command(&["run", FIRST]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let pty = workspace.watch_at((COLUMNS, rows), args, &[]);
    (workspace, pty)
}

/// Compares the screen with the picture that is kept.
fn shows(pty: &Pty, name: &str, title: &str) {
    let path = repository().join(format!("docs/pictures/{name}.svg"));
    let shown = pty.look(|screen| svg::svg(screen, title));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &shown).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == shown,
        "docs/pictures/{name}.svg is not what the program shows now: write it anew with\n  \
         UPDATE=1 cargo test --test watch pictures\n{}",
        pty.screen()
    );
}

#[test]
fn a_race_in_the_watcher() {
    let (_workspace, pty) = open(40, &["watch", EXERCISE]);
    pty.wait_for("fails in some interleaving");
    shows(
        &pty,
        "watcher",
        "The watcher: a like is lost, and the interleaving in which it happens is drawn",
    );
}

#[test]
fn a_pass_in_the_watcher() {
    let (workspace, pty) = open(24, &["watch", EXERCISE, "--stay"]);
    pty.wait_for("fails in some interleaving");
    workspace.save(EXERCISE, &solution(EXERCISE));
    // The pass goes to the scrollback too, and the page follows.
    pty.wait("the page of the pass", |screen| {
        screen.contains("passed: ") && screen.ends_with("q quit")
    });
    shows(
        &pty,
        "passed",
        "The watcher: all checks hold in all interleavings",
    );
}

#[test]
fn a_step_of_a_replay() {
    let (_workspace, mut pty) = open(28, &["replay", EXERCISE]);
    pty.wait_for("step 1 of");
    for step in 2..=7 {
        pty.send("j");
        pty.wait_for(&format!("step {step} of"));
    }
    shows(
        &pty,
        "replay",
        "A replay: the source with the threads at their lines, what a step does, and the steps so far",
    );
}

#[test]
fn a_choice_in_a_game() {
    let (_workspace, mut pty) = open(28, &["play", EXERCISE, "--check", "every_like_counts"]);
    pty.wait_for("(none so far)");
    for (key, says) in [
        ("1", "1 thread 1 locks `likes` (line 20)"),
        ("1", "1 thread 1 locks `likes` (line 21)"),
        ("2", "(1 so far)"),
    ] {
        pty.send(key);
        pty.wait_for(says);
    }
    shows(
        &pty,
        "play",
        "A game: the student decides which thread goes on, and tries to make the check fail",
    );
}
