//! What hidden checks stand on: `probes` to look into a student's code without a clock, and `harness`, the small
//! `main` that runs one check in this process and reports how it went.
//!
//! The judge compiles this crate twice per toolchain, as `probes`, and links it into every check binary: with the real
//! standard library, and with its stand-in (`--cfg explored`). It uses nothing but `std`. Attempts are never given it:
//! they can name neither a probe nor the harness.

// It is the stand-in's too. Where the judge compiles this, the file lies beside.
#[cfg(not(explored))]
#[cfg_attr(test, path = "../explorer/std/src/channel.rs")]
mod channel;
#[cfg_attr(explored, path = "explored.rs")]
pub mod harness;
#[cfg(not(explored))]
mod memory;
mod probes;
#[cfg(all(windows, not(explored)))]
mod threads;

pub use probes::{
    CloneCount, CloneToken, DropCount, DropToken, Meeting, ThreadLog, is_locked,
    no_thread_left_behind, quiesce, thread_count,
};
