//! Why a folder cannot be a workspace, or not one of this kit.

use crate::exit::Exits;

/// Something about the folder or the kit is not as `init`, `new-kit` or `update` need it. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// A file has the folder's name.
    #[error("`{0}` is a file: name a folder")]
    IsFile(String),
    /// It has been made before.
    #[error(
        "`{0}` is a workspace already: `threadlings` starts it, `threadlings update` brings a newer kit"
    )]
    IsWorkspace(String),
    /// Something of somebody else is in it.
    #[error("`{folder}` is not empty, it has `{found}`: name an empty or a new folder")]
    NotEmpty {
        /// The folder.
        folder: String,
        /// What is in it.
        found: String,
    },
    /// A teacher's folder.
    #[error("`{0}` is a kit's own folder, not a workspace made from one: name another folder")]
    IsKit(String),
    /// No exercises.
    #[error(
        "there is no workspace in `{0}` or above it: go to yours, or name it with --workspace DIR"
    )]
    NoWorkspace(String),
    /// Where the kit came from has nothing any more.
    #[error("this workspace's kit came from `{0}`, which is gone: name the newer kit with --kit")]
    SourceGone(String),
    /// Nothing says where the kit came from.
    #[error("nothing in `{0}` says which kit it was made from: name the kit with --kit")]
    NoRecord(String),
    /// The kit is of another course.
    #[error(
        "`{kit}` has none of this workspace's exercises: `threadlings init DIR --kit KIT` makes it a workspace of its own"
    )]
    OtherKit {
        /// The kit.
        kit: String,
    },
    /// A later program wrote the notes.
    #[error("`{0}` was written by a later threadlings: use that")]
    NewerRecord(String),
    /// Somebody saved while we were at it.
    #[error("`{0}` has changed meanwhile: run `threadlings update` again")]
    ChangedMeanwhile(String),
    /// The kit needs what students do not have.
    #[error(
        "the kit's Cargo.toml takes `{0}` from a folder (`path`), which students do not have: name a version, or a repository with `git`"
    )]
    PathDependency(String),
    /// The kit's `Cargo.toml` cannot be read.
    #[error("the kit's Cargo.toml cannot be read: {0}")]
    Cargo(String),
}

impl Exits for WorkspaceError {}
