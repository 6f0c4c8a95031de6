//! What hidden checks stand on: `probes` to look into a student's code without a clock, and `harness`, the small
//! `main` that runs one check in this process and reports how it went.
//!
//! The judge compiles this crate once per toolchain, as `probes`, and links it into every check binary. It uses
//! nothing but `std`, so that the stand-in for `std` can carry it too: for that it is compiled a second time, with
//! `explored` set, which exchanges the harness. Attempts are never given it: they can name neither a probe nor the
//! harness.

#[cfg_attr(explored, path = "explored.rs")]
pub mod harness;
mod probes;

pub use probes::{CloneCount, CloneToken, DropCount, DropToken, Meeting, ThreadLog, is_locked};
