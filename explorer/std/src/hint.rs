//! `std::hint`.

use std::panic::Location;

pub use ::std::hint::*;

/// `std::hint::spin_loop`. A thread that says so gives way.
#[track_caller]
pub fn spin_loop() {
    engine::pass(
        engine::Kind::Yield,
        0,
        engine::Access::LOCAL,
        Location::caller(),
    );
}
