//! A stand-in for `alloc`, whose `Arc` would otherwise be a way around the explored one.

extern crate alloc as real;

pub use real::*;

/// `alloc::sync`.
pub mod sync {
    pub use explorer::sync::{Arc, Weak};
    pub use real::sync::*;
}

/// `alloc::task`.
pub mod task {
    pub use explorer::task::Wake;
}
