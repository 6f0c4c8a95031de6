//! Every command and every exit status, as a shell sees them.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod bad_kits;
mod callers;
mod check;
mod crates;
mod failures;
mod kits;
mod new;
mod options;
mod play;
mod progress;
mod replay;
#[cfg(target_os = "linux")]
mod rooms;
mod shape;
mod verify;
mod watch;
