//! What machines read, and what is read elsewhere than in a terminal. Pure: a model goes in, bytes come out.

mod csv;
mod findings;
mod github;
pub mod grade_format;
mod gradescope;
pub mod json;
mod junit;
mod markdown;
pub(crate) mod marks;
pub(crate) mod rustc;

pub use csv::{csv, csv_checks};
pub use github::github;
pub use gradescope::{NoResults, gradescope};
pub use junit::junit;
pub use markdown::markdown;
