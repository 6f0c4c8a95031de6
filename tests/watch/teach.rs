//! The teacher's watcher: all attempts of one exercise on one screen.

use crate::workspace::{FIRST, Workspace};

#[test]
fn all_attempts_are_judged_side_by_side() {
    let workspace = Workspace::of_first(1);
    let mut pty = workspace.watch_at((100, 40), &["watch", "--teach", "join1"], &[]);
    // Of the kit, this copy has no mistakes.
    pty.wait_for("All 4 as they should be");
    pty.wait_for(&format!(
        "› ✓ exercises/01_threads/{FIRST}.rs does_not_compile"
    ));
    pty.send("\x1b[B");
    pty.wait_for(&format!(
        "What a student reads of solutions/01_threads/{FIRST}.rs:"
    ));
    pty.wait_for(&format!("✓ {FIRST} passed: 4 of 4 points"));
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
}
