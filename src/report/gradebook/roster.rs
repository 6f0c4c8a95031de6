//! A roster: which submission is whose, as a CSV file with a line of heads, of which one is `submission`.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use crate::render::untrusted::name;

/// The column with the submission's name, as the other reports have it.
const SUBMISSION: &str = "submission";

/// Who handed in what.
#[derive(Clone, Debug)]
pub struct Roster {
    heads: Vec<String>,
    /// The place of the column with the submission's name.
    submission: usize,
    rows: BTreeMap<String, Vec<String>>,
}

/// Why a file is no roster.
#[derive(Debug, thiserror::Error)]
pub enum BadRoster {
    /// It is no table.
    #[error("it is not CSV in UTF-8 with as many cells in each line as in the first")]
    Shape(#[from] csv::Error),
    /// Nothing says whose a row is.
    #[error(
        "its first line has no column `submission`, with the names of submissions as reports have them"
    )]
    NoSubmission,
    /// Nothing says who that is.
    #[error("it has no column beside `submission`: add one that your platform knows students by")]
    NothingElse,
    /// A submission is somebody's, and somebody else's too.
    #[error("it has the submission `{0}` twice")]
    Twice(String),
    /// A quotation mark is open, and the lines after it were taken for a cell.
    #[error("a cell of line {0} does not end there: a quotation mark is missing, or one too many")]
    OverLines(u64),
    /// Two submissions are one student's.
    #[error("`{first}` and `{second}` have the same `{head}`")]
    SameStudent {
        /// The column.
        head: String,
        /// A submission.
        first: String,
        /// The other one.
        second: String,
    },
    /// Canvas would know nobody.
    #[error(
        "Canvas knows students by `ID`, `SIS User ID` or `SIS Login ID`, and it has none of these columns"
    )]
    NobodyForCanvas,
}

/// Columns by which Canvas knows a student.
const OF_CANVAS: [&str; 3] = ["id", "sis_user_id", "sis_login_id"];
/// And Moodle.
const OF_MOODLE: [&str; 3] = ["email_address", "id_number", "username"];

impl Roster {
    /// Reads one. Commas part the cells, or semicolons, as Excel writes them in many languages.
    pub fn read(bytes: &[u8]) -> Result<Self, BadRoster> {
        let first = bytes
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let is_semicolon = first.contains(&b';') && !first.contains(&b',');
        let mut reader = ReaderBuilder::new()
            .delimiter(if is_semicolon { b';' } else { b',' })
            .from_reader(bytes);
        let heads: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let mut places = heads.iter();
        let submission = places.position(|head| key(head) == SUBMISSION);
        let submission = submission.ok_or(BadRoster::NoSubmission)?;
        if heads.len() == 1 {
            return Err(BadRoster::NothingElse);
        }
        let mut students = BTreeMap::new();
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record: StringRecord = record?;
            if record.iter().any(|cell| cell.contains(['\n', '\r'])) {
                let line = record.position().map_or(0, csv::Position::line);
                return Err(BadRoster::OverLines(line));
            }
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            let of = cells[submission].clone();
            // Somebody without a submission, or a line that is about no student.
            if of.is_empty() {
                continue;
            }
            for (head, cell) in heads.iter().zip(&cells) {
                if !cell.is_empty()
                    && tells_students_apart(head)
                    && let Some(other) = students.insert((head.as_str(), cell.clone()), of.clone())
                    && other != of
                {
                    return Err(BadRoster::SameStudent {
                        head: name(head),
                        first: name(&other),
                        second: name(&of),
                    });
                }
            }
            if rows.insert(of.clone(), cells).is_some() {
                return Err(BadRoster::Twice(name(&of)));
            }
        }
        Ok(Self {
            heads,
            submission,
            rows,
        })
    }

    /// Refuses a roster by which Canvas would know nobody.
    pub(crate) fn require_canvas(&self) -> Result<(), BadRoster> {
        let is_known = |head: &String| OF_CANVAS.contains(&&*key(head));
        if self.heads.iter().any(is_known) {
            Ok(())
        } else {
            Err(BadRoster::NobodyForCanvas)
        }
    }

    /// The heads of all columns but that of the submission.
    pub(super) fn heads(&self) -> impl Iterator<Item = &str> {
        self.others(&self.heads)
    }

    /// The cells of a submission's student, below these heads.
    pub(super) fn row(&self, submission: &str) -> Option<impl Iterator<Item = &str>> {
        let cells = self.rows.get(submission)?;
        Some(self.others(cells))
    }

    /// The cell of a submission's student in a column; empty where there is no such column.
    pub(super) fn cell(&self, submission: &str, head: &str) -> Option<&str> {
        let cells = self.rows.get(submission)?;
        let column = self.heads.iter().position(|other| key(other) == key(head));
        Some(column.map_or("", |column| &cells[column]))
    }

    fn others<'a>(&self, cells: &'a [String]) -> impl Iterator<Item = &'a str> {
        let submission = self.submission;
        let cells = cells.iter().enumerate();
        let others = cells.filter(move |(column, _)| *column != submission);
        others.map(|(_, cell)| cell.as_str())
    }
}

/// Whether no two students have the same in a column of this head.
fn tells_students_apart(head: &str) -> bool {
    let head = key(head);
    OF_CANVAS
        .into_iter()
        .chain(OF_MOODLE)
        .any(|known| known == head)
}

/// `SIS User ID` and `sis_user_id` are the same column.
fn key(head: &str) -> String {
    head.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_however_they_are_written() {
        for text in [
            "submission,Student,SIS User ID\nanna,\"Zoë, Anna\",7\n,    Points Possible,\n",
            "\u{feff}Student;Submission;sis_user_id\r\nZoë, Anna;anna;7\r\n",
        ] {
            let roster = Roster::read(text.as_bytes()).unwrap();
            assert_eq!(roster.cell("anna", "Student"), Some("Zoë, Anna"), "{text}");
            assert_eq!(roster.cell("anna", "SIS User ID"), Some("7"));
            assert_eq!(roster.cell("anna", "Section"), Some(""));
            assert_eq!(roster.cell("ben", "Student"), None);
            assert_eq!(
                roster.row("anna").unwrap().collect::<Vec<_>>(),
                ["Zoë, Anna", "7"]
            );
        }
    }

    #[test]
    fn what_is_no_roster_is_told_why() {
        let refused = |text: &[u8]| Roster::read(text).unwrap_err().to_string();
        assert!(refused(b"").contains("no column `submission`"));
        assert!(refused(b"name,id\nanna,1\n").contains("no column `submission`"));
        assert!(refused(b"submission\nanna\n").contains("no column beside `submission`"));
        assert!(refused(b"submission,id\nanna,1\nanna,2\n").contains("`anna` twice"));
        assert!(refused(b"submission,id\nanna\n").contains("as many cells"));
        assert!(refused(b"submission,id\nann\xe9,1\n").contains("UTF-8"));
        let open = refused(b"submission,id\nanna,\"1\nben,2\ncarl,3\n");
        assert!(
            open.contains("line 2") && open.contains("quotation mark"),
            "{open}"
        );
        let same =
            refused(b"submission,Name,Email address\nanna,A,x@y\nben,B,x@y\ncarl,C,\ndora,D,\n");
        assert!(
            same.contains("`anna` and `ben`") && same.contains("`Email address`"),
            "{same}"
        );
    }
}
