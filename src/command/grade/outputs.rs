//! Where the reports of a grading go.

use std::fs;
use std::path::Path;

use crate::cli::GradeOutput;
use crate::grade::model::Grading;
use crate::place::{UsageError, has_folder};
use crate::progress::{FileError, make_one_folder, write_into, write_whole};
use crate::report::grade_format::{CannotWrite, GradeFormat};
use crate::report::{Gradebook, NoResults, Platform, Roster, feedback, gradebook};
use crate::terminal::{columns, print, warn};
use crate::text;

/// How wide a table in a file is.
const FILE_COLUMNS: usize = 120;

/// What is written, and where to.
pub(super) struct Outputs<'a> {
    printed: GradeFormat,
    files: Vec<(GradeFormat, &'a Path)>,
    pages: Option<&'a Path>,
    gradebook: Option<Gradebook>,
}

impl<'a> Outputs<'a> {
    /// What was asked for. That something cannot be written is told before hours of grading, not after.
    pub(super) fn plan(output: &'a GradeOutput) -> anyhow::Result<Self> {
        let mut files: Vec<(GradeFormat, &Path)> = Vec::new();
        for (format, file) in &output.reports {
            let shown = || file.display().to_string();
            if file.is_dir() || !has_folder(file) {
                return Err(UsageError::NoPlaceForReport(shown()).into());
            }
            if files.iter().any(|(_, other)| other == file) {
                return Err(UsageError::ReportTwice(shown()).into());
            }
            files.push((*format, file));
        }
        let pages = output.feedback.as_deref();
        if let Some(dir) = pages
            && !dir.is_dir()
            && (dir.exists() || !has_folder(dir))
        {
            return Err(UsageError::NoPlaceForPages(dir.display().to_string()).into());
        }
        let roster = output
            .roster
            .as_ref()
            .map(|path| read_roster(path, output.gradebook))
            .transpose()?;
        let gradebook = output.gradebook.map(|platform| Gradebook {
            platform,
            assignment: output.assignment.clone(),
            roster,
        });
        let outputs = Self {
            printed: output.format,
            files,
            pages,
            gradebook,
        };
        match (&outputs.gradebook, outputs.writes(GradeFormat::Gradebook)) {
            (None, true) => Err(CannotWrite::NoPlatform.into()),
            (Some(_), false) => Err(CannotWrite::NoGradebook.into()),
            _ => Ok(outputs),
        }
    }

    /// Refuses a number of submissions that a report cannot have.
    pub(super) fn require(&self, submissions: usize) -> Result<(), CannotWrite> {
        if submissions != 1 && self.writes(GradeFormat::Gradescope) {
            return Err(NoResults::NotOneSubmission(submissions).into());
        }
        Ok(())
    }

    /// Writes and prints all of it.
    pub(super) fn answer(&self, grading: &Grading) -> anyhow::Result<()> {
        for (format, file) in &self.files {
            let mut bytes = format.write(grading, FILE_COLUMNS, self.gradebook.as_ref())?;
            if *format == GradeFormat::Table {
                // Its colours are for the terminal.
                bytes = text::plain(&String::from_utf8_lossy(&bytes)).into_bytes();
            }
            write(file, &bytes)?;
        }
        if let Some(dir) = self.pages {
            make_one_folder(dir)?;
            for (name, page) in feedback(grading) {
                write(&dir.join(name), &page)?;
            }
        }
        if self.writes(GradeFormat::Gradebook)
            && let Some(platform) = &self.gradebook
        {
            for sentence in gradebook(grading, platform).1 {
                say(&sentence);
            }
        }
        let printed = self.printed;
        let bytes = printed.write(grading, columns(), self.gradebook.as_ref())?;
        print(&String::from_utf8_lossy(&bytes))
    }

    fn writes(&self, format: GradeFormat) -> bool {
        self.printed == format || self.files.iter().any(|(other, _)| *other == format)
    }
}

/// A line on standard error.
pub(super) fn say(line: &str) {
    warn(&format!("threadlings: {line}"));
}

fn read_roster(path: &Path, platform: Option<Platform>) -> Result<Roster, UsageError> {
    let shown = || path.display().to_string();
    let bytes = fs::read(path).map_err(|source| UsageError::Unreadable {
        path: shown(),
        source,
    })?;
    let unfit = |source| UsageError::NotARoster {
        path: shown(),
        source,
    };
    let roster = Roster::read(&bytes).map_err(unfit)?;
    if platform == Some(Platform::Canvas) {
        roster.require_canvas().map_err(unfit)?;
    }
    Ok(roster)
}

/// Replaces a file as a whole; writes into what is none, such as a pipe.
fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let is_other = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    if is_other {
        write_into(path, bytes)
    } else {
        write_whole(path, bytes)
    }
}
