//! The formats of a grading. Each is a pure function of it; this is the one place that lists them.

use crate::exit::{Exit, Exits};
use crate::grade::model::Grading;
use crate::render;
use crate::report::{
    Gradebook, NoResults, csv, csv_checks, github, gradebook, gradescope, html, json, junit,
    markdown,
};

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
    /// The class at a glance: one page for a browser, which needs no network
    Html,
    /// A row for each submission, for the gradebook of --gradebook
    Gradebook,
    /// For the summary of a CI job
    Markdown,
    /// Commands to GitHub's runner that mark the lines of a submission
    Github,
}

impl GradeFormat {
    /// What goes to standard output unless told otherwise.
    pub const DEFAULT: Self = Self::Table;

    /// The grading in this format. A table takes so many columns.
    pub fn write(
        self,
        grading: &Grading,
        columns: usize,
        platform: Option<&Gradebook>,
    ) -> Result<Vec<u8>, CannotWrite> {
        Ok(match self {
            Self::Table => (render::grading(grading, columns).join("\n") + "\n").into_bytes(),
            Self::Json => json::write_grading(grading).into_bytes(),
            Self::Junit => junit(grading),
            Self::Gradescope => gradescope(grading)?,
            Self::Csv => csv(grading),
            Self::CsvChecks => csv_checks(grading),
            Self::Html => html(grading),
            Self::Gradebook => gradebook(grading, platform.ok_or(CannotWrite::NoPlatform)?).0,
            Self::Markdown => markdown(grading),
            Self::Github => github(grading),
        })
    }
}

/// Why a grading has no report in a format.
#[derive(Debug, thiserror::Error)]
pub enum CannotWrite {
    /// Gradescope has no results of it.
    #[error(transparent)]
    NoResults(#[from] NoResults),
    /// Each platform reads another gradebook.
    #[error("say whose gradebook it is: --gradebook canvas, or --gradebook moodle")]
    NoPlatform,
    /// A platform is named for nothing.
    #[error("--gradebook alone writes nothing: add --report gradebook=FILE, or --format gradebook")]
    NoGradebook,
}

impl Exits for CannotWrite {
    fn exit(&self) -> Exit {
        match self {
            Self::NoResults(why) => why.exit(),
            Self::NoPlatform | Self::NoGradebook => Exit::Usage,
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
