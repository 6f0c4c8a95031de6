//! Workspaces and the kits they are made from: `init`, `update`, `new-kit` and `pack`, as a shell sees them.

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;

mod cargo;
mod course;
mod init;
mod new_kit;
mod pack;
mod update;
