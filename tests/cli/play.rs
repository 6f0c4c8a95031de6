//! `play` where there is nobody to play. How it is played, `tests/watch/play.rs` tests.

use crate::support::Workspace;

#[test]
fn it_needs_a_terminal() {
    let workspace = Workspace::new();
    let error = workspace.call(["play", "join1"]).status(2).failure();
    assert_eq!(
        error,
        "threadlings: `threadlings play` needs a terminal that can be drawn on, and reads single keys, so it has no --plain; \
         `threadlings replay` tells a failing interleaving anywhere\n"
    );
}

#[test]
fn levels_are_listed_anywhere() {
    let workspace = Workspace::empty();
    workspace
        .call(["play", "--level"])
        .stdout(
            "lost_update     Two clicks, counted once: can you lose one?\n\
             check_then_act  One seat is left: can you sell it twice?\n\
             lock_order      Two accounts, two transfers: can you make both wait for ever?\n\
             lost_wakeup     The gate opens: can you leave somebody standing before it?\n\
             wrong_notify    The dish is ready: can you wake the wrong guest?\n\
             reader_upgrade  Look first, then write: can you fill the cache twice?\n\
             aba             A stack without locks: can you have one plate handed out twice?\n",
        )
        .check();
    let error = workspace
        .call(["play", "--level", "chess"])
        .status(2)
        .failure();
    assert_eq!(
        error,
        "threadlings: no level is called `chess`: `threadlings play --level` lists them\n"
    );
}

#[test]
fn an_exercise_that_is_not_there_is_named() {
    let workspace = Workspace::new();
    let error = workspace.call(["play", "nothing"]).status(2).failure();
    assert!(error.contains("nothing"), "{error}");
}
