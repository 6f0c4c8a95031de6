//! What is wrong in a kit's file, in a form that can be printed one line each or shown in an editor. It knows no formats.

use std::error::Error;
use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters from 1, where the line alone is not enough.
    pub column: Option<usize>,
    /// The key it is about, if any.
    pub key: Option<String>,
    /// What is wrong, as a fragment.
    pub message: String,
    /// What to do, as a fragment, where the message does not say it.
    pub fix: Option<String>,
}

/// All that is wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// The file, as shown to people.
    pub path: String,
    /// In the order of the lines; never empty.
    pub list: Vec<Problem>,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}:{}", self.path, problem.line)?;
            if let Some(column) = problem.column {
                write!(f, ":{column}")?;
            }
            write!(f, ": {}", problem.message)?;
            if let Some(fix) = &problem.fix {
                write!(f, ": {fix}")?;
            }
        }
        Ok(())
    }
}

impl Error for Problems {}
