//! What the operating system knows of processes that belong together, and of limits.

#[cfg(windows)]
mod job_object;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{Group, POLL, end_of, has_exited, prepare, tell_exit};
#[cfg(windows)]
pub(super) use windows::{Group, POLL, end_of, has_exited, prepare, tell_exit};
