//! The formats of a grading. Each is a pure function of it; this is the one place that lists them.

use crate::grade::model::Grading;
use crate::render;
use crate::report::{NoResults, csv, csv_checks, github, gradescope, json, junit, markdown};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum GradeFormat {
    /// A table for people
    Table,
    /// One JSON object with everything; `grade merge` reads it
    Json,
    /// XML as `JUnit` writes it: a test case for each check
    Junit,
    /// Gradescope's results.json, of one submission
    Gradescope,
    /// A row for each submission, a column for each exercise
    Csv,
    /// A row for each check of each submission
    CsvChecks,
    /// For the summary of a CI job
    Markdown,
    /// Commands to GitHub's runner that mark the lines of a submission
    Github,
}

impl GradeFormat {
    /// What goes to standard output unless told otherwise.
    pub const DEFAULT: Self = Self::Table;

    /// The grading in this format. A table takes so many columns.
    pub fn write(self, grading: &Grading, columns: usize) -> Result<Vec<u8>, NoResults> {
        Ok(match self {
            Self::Table => (render::grading(grading, columns).join("\n") + "\n").into_bytes(),
            Self::Json => json::write_grading(grading).into_bytes(),
            Self::Junit => junit(grading),
            Self::Gradescope => gradescope(grading)?,
            Self::Csv => csv(grading),
            Self::CsvChecks => csv_checks(grading),
            Self::Markdown => markdown(grading),
            Self::Github => github(grading),
        })
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
