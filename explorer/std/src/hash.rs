//! `std::hash`.

pub use ::std::hash::*;

pub use crate::collections::hash_map::RandomState;
