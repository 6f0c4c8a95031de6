//! A stand-in for `core`, whose atomics would otherwise be a way around the explored ones.

pub use ::core::*;

/// `core::hint`.
pub mod hint {
    pub use explorer::hint::*;
}

/// `core::sync`.
pub mod sync {
    pub use ::core::sync::*;

    /// `core::sync::atomic`.
    pub mod atomic {
        pub use explorer::sync::atomic::*;
    }
}
