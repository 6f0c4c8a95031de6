//! `std::process`, as far as it is about this process. Others cannot be explored.

use std::panic::Location;

use crate::shared::At;

pub use ::std::process::{ExitCode, Termination, id};

/// `std::process::exit`: the end of the run, and told.
#[track_caller]
pub fn exit(code: i32) -> ! {
    engine::exit_early(code, Location::caller())
}

/// `std::process::abort`: the end of the run, and told.
#[track_caller]
pub fn abort() -> ! {
    abort_at(Location::caller())
}

pub(crate) fn abort_at(at: At) -> ! {
    if engine::is_exploring() {
        engine::exit_early(engine::ABORTED, at);
    }
    ::std::process::abort()
}
