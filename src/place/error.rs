//! What about a call cannot be right, in words.

use crate::exit::Exits;
use crate::kit::KitError;
use crate::report::BadRoster;
use crate::report::json::BadGrading;
use crate::wire::BadJudgement;

/// Something about the call cannot be right.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// Nowhere to work.
    #[error(
        "there are no exercises in `{0}` or above it; go to your workspace, name it with --workspace DIR, or make one with `threadlings init DIR`"
    )]
    NoWorkspace(String),
    /// A folder was named that is none.
    #[error("`{0}` is not a folder")]
    NotAFolder(String),
    /// A kit was named that is not there.
    #[error("there is no `{0}`: name a kit's folder or a packed kit with --kit")]
    NoSuchKit(String),
    /// A kit was named that cannot be worked on.
    #[error(
        "`{0}` is a file: a packed kit cannot be changed or verified, so name the folder it was made from"
    )]
    PackedKit(String),
    /// The workspace's copy of its kit is of no use.
    #[error(
        "cannot use `{path}`, this workspace's copy of its kit; `threadlings update` puts a new one there, with --kit KIT where it cannot know from where"
    )]
    KeptKit {
        /// The copy.
        path: String,
        /// Why.
        source: KitError,
    },
    /// Something else has the name of what is to be written.
    #[error("`{0}` is there already and is no packed kit: give another name with --output")]
    Taken(String),
    /// Students could not be judged by this kit.
    #[error(
        "nothing is packed, for students could not be judged by it: {0} `threadlings verify` says what else there is"
    )]
    Unfit(String),
    /// A file that should hold a saved judgement cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It holds something else.
    #[error("{path} is no saved judgement")]
    NotSaved {
        /// The file.
        path: String,
        /// Why.
        source: BadJudgement,
    },
    /// A file that should hold a student's progress holds something else.
    #[error("{0} holds no progress: name a file that `threadlings progress export` has written")]
    NotProgress(String),
    /// A file that should hold a grading holds something else.
    #[error("{path} cannot be merged")]
    NotGraded {
        /// The file.
        path: String,
        /// Why.
        source: Box<BadGrading>,
    },
    /// A file that should be a roster is none.
    #[error("{path} is no roster")]
    NotARoster {
        /// The file.
        path: String,
        /// Why.
        source: BadRoster,
    },
    /// What students may not read would be in their pages.
    #[error("pages for students need a grading for students: add --for student{}", if *.is_merging { " where the parts are graded" } else { "" })]
    FeedbackForTeachers {
        /// Whether parts are put together that were graded before.
        is_merging: bool,
    },
    /// Pages have nowhere to go.
    #[error(
        "no pages can be written to {0}: it is no folder, or the folder it would be in does not exist"
    )]
    NoPlaceForPages(String),
    /// A page has nowhere to go.
    #[error("no page can be written to {0}: it is a folder, or its folder does not exist")]
    NoPlaceForPage(String),
    /// A page would replace something else.
    #[error("`{0}` is there already and is no page: give another name with --html")]
    NoPage(String),
    /// A report has nowhere to go.
    #[error("no report can be written to {0}: it is a folder, or its folder does not exist")]
    NoPlaceForReport(String),
    /// Two reports would go to the same file.
    #[error("two reports cannot both go to {0}")]
    ReportTwice(String),
    /// Keys are needed, and a screen.
    #[error(
        "`threadlings play` needs a terminal that can be drawn on, and reads single keys, so it has no --plain; `threadlings replay` tells a failing interleaving anywhere"
    )]
    NoTerminal,
    /// None of the small programs is called so, or nearly so.
    #[error("no level is called `{0}`: `threadlings play --level` lists them")]
    NoSuchLevel(String),
    /// The kit is empty.
    #[error("the kit has no exercises; add an [[exercises]] entry to its info.toml")]
    NoExercises,
}

impl Exits for UsageError {}
