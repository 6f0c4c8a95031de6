//! The exit statuses, and which error leads to which.

use std::process::ExitCode;

use crate::cli::UsageError;
use crate::grade::attempt_file::Refusal;
use crate::grade::{FindError, MergeError};
use crate::judge::JudgeError;
use crate::kit::KitError;
use crate::progress::LockError;
use crate::report::NoResults;
use crate::teach::new::NewError;
use crate::verdict::Verdict;
use crate::workspace::WorkspaceError;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well; where something was judged, it passed.
    Passed,
    /// It was judged and did not pass.
    NotPassed,
    /// The command line or the kit is wrong.
    Usage,
    /// We failed, or a tool is missing.
    Failure,
}

impl Exit {
    /// The status for an error that ends the program.
    pub fn of(error: &anyhow::Error) -> Self {
        let second_watcher = matches!(error.downcast_ref(), Some(LockError::Held { .. }));
        if error.is::<KitError>()
            || error.is::<UsageError>()
            || error.is::<NewError>()
            || error.is::<FindError>()
            || error.is::<MergeError>()
            || matches!(error.downcast_ref(), Some(NoResults::NotOneSubmission(_)))
            || is_kits_fault(error)
            || error.is::<WorkspaceError>()
            || error.is::<Refusal>()
            || second_watcher
        {
            Self::Usage
        } else {
            Self::Failure
        }
    }
}

fn is_kits_fault(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(JudgeError::Kit(_) | JudgeError::Checks(_))
    )
}

impl Exit {
    /// The status after a judgement.
    pub fn after(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Passed => Self::Passed,
            Verdict::NotJudged => Self::Failure,
            _ => Self::NotPassed,
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
