//! What can go wrong with a kit, in words.

use std::io;
use std::path::PathBuf;

use super::nearest::quoted;
use super::pack_fault::PackFault;
use super::problem::Problems;
use crate::exit::Exits;

/// Why a kit, or a file of it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// The folder has no manifest.
    #[error("no kit in {}: it has no info.toml; name a kit's folder with --kit", .0.display())]
    NoKit(PathBuf),
    /// A file or folder is there but cannot be read.
    #[error("cannot read {path} of the kit")]
    Read {
        /// As shown to people.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A file should be there.
    #[error("the kit has no {0}: write it, or correct `name` and `dir` in info.toml")]
    Missing(String),
    /// Wrong answers are kept, and the checks that tell them are gone.
    #[error(
        "the kit has mistakes, but not {0}, which tells them: write it again, or take it back from your version control"
    )]
    ChecksGone(String),
    /// Exercises of the manifest have no file.
    #[error("the kit lacks {}: write them, or correct `name` and `dir` in info.toml", quoted(.0.iter().map(String::as_str)))]
    MissingStarts(Vec<String>),
    /// A file is not text.
    #[error("{0} of the kit is not UTF-8: save it as such in the editor")]
    NotUtf8(String),
    /// The manifest, or the head of a mistake, is malformed.
    #[error(transparent)]
    Malformed(#[from] Problems),
    /// How exercises are compiled cannot be read.
    #[error("{path} of the kit cannot be used: {reason}")]
    Package {
        /// As shown to people.
        path: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The beginning of a name fits several exercises.
    #[error("`{beginning}` may be {}: type more of the name", quoted(.candidates.iter().map(String::as_str)))]
    Ambiguous {
        /// What was typed.
        beginning: String,
        /// The names that begin so.
        candidates: Vec<String>,
    },
    /// No exercise's name is or begins so.
    #[error("no exercise is called `{name}`: {}", suggestion(.nearest))]
    Unknown {
        /// What was typed.
        name: String,
        /// Names it may be a slip of; may be empty.
        nearest: Vec<String>,
    },
    /// A kit's file or folder that was named cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// As it was named.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A file is no packed kit that this program can read.
    #[error("`{path}` {fault}")]
    Packed {
        /// As it was named.
        path: String,
        /// Why not.
        fault: PackFault,
    },
    /// The copy inside the program cannot be unpacked.
    #[error("the kit inside this program is damaged ({0}): install the program again")]
    Damaged(String),
}

impl Exits for KitError {}

fn suggestion(nearest: &[String]) -> String {
    if nearest.is_empty() {
        "`threadlings list` shows all names".to_owned()
    } else {
        let names = quoted(nearest.iter().map(String::as_str));
        format!("did you mean {names}?")
    }
}
