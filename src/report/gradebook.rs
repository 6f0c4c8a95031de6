//! One row for each submission, for the gradebook of a platform that reads CSV.
//!
//! Canvas: <https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807>. Moodle:
//! <https://docs.moodle.org/en/Grade_import>. Canvas takes an empty cell for the wish to
//! delete a grade that is there, so who has no points to be told of has no row.

mod roster;

use super::csv::{Table, harmless};
use crate::grade::model::{Graded, Grading, Submission};
use crate::render::untrusted::name;
use crate::render::words::grading as words;

pub use roster::{BadRoster, Roster};

/// The columns by which Canvas knows a student; the first two and the last must be there.
const CANVAS: [&str; 5] = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];

/// What is written.
#[derive(Clone, Debug)]
pub struct Gradebook {
    /// Who reads it.
    pub platform: Platform,
    /// The assignment's name there; without one, the kit's name.
    pub assignment: Option<String>,
    /// Who handed in what; without one, a submission's name is how its student logs in.
    pub roster: Option<Roster>,
}

/// A platform with a gradebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Platform {
    /// Student, ID, SIS User ID, SIS Login ID, Section, and the points
    Canvas,
    /// The columns of the roster, and the points
    Moodle,
}

/// The gradebook, and in sentences who is not in it.
pub fn gradebook(grading: &Grading, gradebook: &Gradebook) -> (Vec<u8>, Vec<String>) {
    let mut left_out = Vec::new();
    let mut table = Table::new();
    let assignment = harmless(gradebook.assignment.as_deref().unwrap_or(&grading.kit.name));
    let heads = gradebook.heads();
    let texts = heads.iter().map(|head| harmless(head));
    table.row(texts.chain([assignment]));
    if gradebook.platform == Platform::Canvas {
        let possible: u32 = grading.kit.exercises.iter().map(|one| one.max_score).sum();
        let empty = (2..heads.len()).map(|_| String::new());
        // The spaces are Canvas's own.
        let first = ["    Points Possible".to_owned(), String::new()];
        table.row(first.into_iter().chain(empty).chain([possible.to_string()]));
    }
    for submission in &grading.submissions {
        if submission.exercises.iter().any(Graded::is_our_failure) {
            left_out.push(words::no_points_to_tell(&name(&submission.name)));
            continue;
        }
        match gradebook.student(submission) {
            Some(cells) => table.row(
                cells
                    .iter()
                    .map(|cell| harmless(cell))
                    .chain([submission.score().to_string()]),
            ),
            None => left_out.push(words::not_in_roster(&name(&submission.name))),
        }
    }
    (table.bytes(), left_out)
}

impl Gradebook {
    /// What stands above the columns that say who it is.
    fn heads(&self) -> Vec<&str> {
        match (self.platform, &self.roster) {
            (Platform::Canvas, _) => CANVAS.to_vec(),
            (Platform::Moodle, Some(roster)) => roster.heads().collect(),
            (Platform::Moodle, None) => vec!["username"],
        }
    }

    /// The cells that say who it is; none where the roster does not know.
    fn student<'a>(&'a self, submission: &'a Submission) -> Option<Vec<&'a str>> {
        let name = submission.name.as_str();
        match (self.platform, &self.roster) {
            (Platform::Canvas, None) => Some(vec![name, "", "", name, ""]),
            (Platform::Moodle, None) => Some(vec![name]),
            (Platform::Moodle, Some(roster)) => Some(roster.row(name)?.collect()),
            (Platform::Canvas, Some(roster)) => {
                let mut cells: Vec<&str> = Vec::new();
                for head in CANVAS {
                    cells.push(roster.cell(name, head)?);
                }
                Some(cells)
            }
        }
    }
}
