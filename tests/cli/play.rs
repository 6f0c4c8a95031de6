//! `play` where there is nobody to play. How it is played, `tests/watch/play.rs` tests.

use crate::support::Workspace;

#[test]
fn it_needs_a_terminal() {
    let workspace = Workspace::new();
    let error = workspace.call(["play", "join1"]).status(2).failure();
    assert_eq!(
        error,
        "threadlings: `threadlings play` needs a terminal, to show the threads in and to read your keys; `threadlings \
         replay` prints a failing interleaving anywhere\n"
    );
}

#[test]
fn an_exercise_that_is_not_there_is_named() {
    let workspace = Workspace::new();
    let error = workspace.call(["play", "nothing"]).status(2).failure();
    assert!(error.contains("nothing"), "{error}");
}
