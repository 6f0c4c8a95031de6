//! What machines read.

pub mod grade_format;
pub mod json;
