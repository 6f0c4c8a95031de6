//! `grade`: many submissions, none trusted, and always the same bytes.

#[path = "../support/mod.rs"]
mod support;

mod class;
#[cfg(unix)]
mod docs;
mod hand_ins;
mod merging;
mod options;
mod outputs;
mod pack;
mod same_bytes;
#[cfg(target_os = "linux")]
#[cfg(unix)]
mod traps;
mod untouched;
