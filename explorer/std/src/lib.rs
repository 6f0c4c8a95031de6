//! A stand-in for the standard library. What threads share is built on the engine, which runs a program in every
//! interleaving; everything else is the real library's.
//!
//! An attempt is compiled with `--extern std=` this crate, so its `use std::…`, its prelude and its macros come from here.
//! Semantics, names and signatures are those of the real library, whose documentation is the specification. Types are
//! thin shells over cores without parameters, so that little is compiled again with every attempt.
//!
//! What is not modelled is left out (`fs`, `net`, `os`, `process::Command`): naming it does not compile.

#![cfg_attr(
    feature = "arc",
    feature(
        clone_to_uninit,
        coerce_unsized,
        dispatch_from_dyn,
        dropck_eyepatch,
        legacy_receiver_trait,
        pin_coerce_unsized_trait,
        set_ptr_value,
        unsize
    )
)]

pub use ::std::*;

pub mod backtrace;
mod channel;
pub mod collections;
pub mod hash;
pub mod hint;
pub mod io;
mod macros;
mod notes;
pub mod panic;
pub mod prelude;
pub mod process;
mod runner;
mod shared;
pub mod sync;
#[cfg(feature = "arc")]
pub mod task;
pub mod thread;
pub mod time;

/// Not modelled.
pub mod fs {}
/// Not modelled.
pub mod net {}
/// Not modelled.
pub mod os {}

/// For the harness and the probes. An attempt can hardly name it, since the real library has no such module, and gains
/// nothing where it can: what counts as a result is said once, by `main`.
#[doc(hidden)]
pub mod explorer {
    pub use crate::notes::Notes;
    pub use crate::runner::{Check, explore, explore_by, main, note, quiesce, running};
    pub use engine::{Budget, Exploration, Failure, Method, all_must_end};
}
