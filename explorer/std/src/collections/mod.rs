//! `std::collections`. The real maps and sets begin at a random place, which would make every run another one; these keep
//! the same order in every run.

pub mod hash_map;
pub mod hash_set;

pub use ::std::collections::*;

pub use hash_map::HashMap;
pub use hash_set::HashSet;
