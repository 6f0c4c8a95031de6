//! What machines read, and what is read elsewhere than in a terminal. Pure: a model goes in, bytes come out.

mod csv;
mod feedback;
mod findings;
mod github;
pub mod grade_format;
mod gradebook;
mod gradescope;
pub(crate) mod html;
pub mod json;
mod junit;
mod markdown;
pub(crate) mod marks;
mod number;
pub(crate) mod rustc;

pub use csv::{csv, csv_checks};
pub use feedback::feedback;
pub use github::github;
pub use gradebook::{BadRoster, Gradebook, Platform, Roster, gradebook};
pub use gradescope::{NoResults, gradescope};
pub use html::html;
pub use html::replay::replay as replay_page;
pub use junit::junit;
pub use markdown::markdown;
