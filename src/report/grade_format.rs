//! The formats of a grading. Each is a pure function of it; this is the one place that lists them.

use crate::grade::model::Grading;
use crate::report::json;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum GradeFormat {
    /// One JSON object with everything; `grade merge` reads it
    Json,
}

impl GradeFormat {
    /// What goes to standard output unless told otherwise.
    pub const DEFAULT: Self = Self::Json;

    /// The grading in this format.
    pub fn write(self, grading: &Grading) -> String {
        match self {
            Self::Json => json::write_grading(grading),
        }
    }
}

impl std::fmt::Display for GradeFormat {
    /// The word that chooses it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match clap::ValueEnum::to_possible_value(self) {
            Some(value) => f.write_str(value.get_name()),
            None => Ok(()),
        }
    }
}
