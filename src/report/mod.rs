//! What machines read.

pub mod json;
