//! The exit statuses, and how an error says which one it leads to.

use std::process::ExitCode;

use crate::verdict::{Standing, Verdict};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well; where something was judged, it passed.
    Passed,
    /// It was judged and did not pass, or only its graders can judge it.
    NotPassed,
    /// The command line or the kit is wrong.
    Usage,
    /// We failed, or a tool is missing.
    Failure,
}

/// An error that says how the program ends by it. Any other is a failure of ours.
pub(crate) trait Exits {
    /// Unless it says otherwise, whoever called us can put it right.
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

impl Exit {
    /// The status after a judgement.
    pub fn after(verdict: Verdict) -> Self {
        match verdict.standing() {
            Standing::Passed => Self::Passed,
            Standing::NotJudged => Self::Failure,
            // Whoever takes success for a pass must not be told of one.
            Standing::NotPassed | Standing::Undecided => Self::NotPassed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Passed => 0,
            Exit::NotPassed => 1,
            Exit::Usage => 2,
            Exit::Failure => 3,
        })
    }
}
