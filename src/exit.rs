//! The exit statuses, and which error leads to which.

use std::process::ExitCode;

use crate::cli::UsageError;
use crate::grade::attempt_file::Refusal;
use crate::kit::KitError;
use crate::progress::LockError;
use crate::teach::new::NewError;
use crate::verdict::Verdict;

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
            || error.is::<Refusal>()
            || second_watcher
        {
            Self::Usage
        } else {
            Self::Failure
        }
    }
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
