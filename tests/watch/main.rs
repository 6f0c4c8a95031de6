//! The watcher as a student meets it: in a real pseudo-terminal, with real files and real judging.
//!
//! Each test has a workspace of its own, so all can run at once. None depends on timing: it waits for what must appear
//! on the screen, in a file or as an exit, with a deadline so generous that only a failure reaches it.

#![cfg(unix)]

mod editors;
mod explorer;
mod files;
mod hanging;
mod keys;
mod looking_back;
mod pass;
mod pictures;
mod plain;
mod play;
mod problems;
mod pty;
mod replay;
mod runs;
mod saves;
mod screen;
mod spoken;
mod teach;
mod terminal;
#[path = "../support/toolchain.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod toolchain;
mod workspace;
