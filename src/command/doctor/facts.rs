//! What can be found out, before any words. `None` stands for what could not be tried, because something before it is
//! missing.

use std::path::PathBuf;

use crate::judge::{JudgeError, Toolchain, ToolchainError};
use crate::process::Protection;
use crate::progress::{ProgressError, Recovery};

/// All of it.
pub(super) struct Facts {
    /// The operating system, as `std::env::consts::OS` calls it.
    pub(super) os: &'static str,
    pub(super) rustc: Result<Toolchain, ToolchainError>,
    pub(super) clippy: Option<Clippy>,
    pub(super) linker: Option<Linker>,
    pub(super) harness: Option<Harness>,
    pub(super) explorer: Option<Explorer>,
    pub(super) memory: Option<Memory>,
    /// What grading has for untrusted code.
    pub(super) protections: Vec<Protection>,
    pub(super) events: Option<FileEvents>,
    pub(super) workspace: Workspace,
    pub(super) kit: Option<KitFound>,
    pub(super) progress: Option<ProgressFound>,
    pub(super) terminal: Terminal,
    pub(super) editor: EditorFound,
}

pub(super) enum Clippy {
    Works(PathBuf),
    Broken(String),
    Absent,
}

pub(super) enum Linker {
    /// A program was compiled and linked, and it ran.
    Works,
    /// What the compiler said.
    DoesNotLink(String),
    /// It was linked, but this came of running it, in that folder.
    DoesNotRun(PathBuf, String),
    /// There is nowhere to put it.
    NoTemporaryFolder(String),
}

pub(super) enum Harness {
    /// Compiled once and kept in this folder.
    Kept(PathBuf),
    /// Compiled, but the cache cannot be written, for this reason.
    NotKept(Option<PathBuf>, String),
    Broken(JudgeError),
}

pub(super) enum Explorer {
    /// Compiled once and kept in this folder, with so many bytes.
    Kept(PathBuf, u64),
    /// Compiled, but not the part that explores what is done to an `Arc`.
    WithoutArc,
    /// Compiled, but there is no cache that can be written.
    NotKept(Option<PathBuf>),
    Absent(JudgeError),
}

/// Whether a limit was enforced when a program was given one.
#[derive(Clone, Copy)]
pub(super) enum Memory {
    Enforced,
    Ignored,
}

/// What happened when a file was written in this folder.
pub(super) struct FileEvents {
    pub(super) folder: PathBuf,
    pub(super) outcome: EventOutcome,
}

#[derive(Debug)]
pub(super) enum EventOutcome {
    Arrived,
    /// None came in time.
    Silent,
    /// The system does not watch the folder.
    Refused(String),
    /// No file could be written there.
    Unwritable(String),
}

pub(super) enum Workspace {
    Found {
        path: PathBuf,
        /// Exercise files that are not there; `None` without a kit to say which should be.
        absent: Option<Vec<String>>,
    },
    /// There is none, or the arguments are wrong; why, and what to do.
    NotFound(String),
    /// There is none here or above, for this reason, and none was named.
    Outside(String),
}

pub(super) enum KitFound {
    Good {
        exercises: usize,
        /// Its folder; `None` for the copy inside the program.
        root: Option<PathBuf>,
    },
    /// All that is wrong with it.
    Bad(String),
}

pub(super) enum ProgressFound {
    Good {
        /// How many exercises are passed; `None` without a kit to count in.
        passed: Option<usize>,
    },
    Recovered(Recovery),
    Unreadable(ProgressError),
    /// Read, but a save would fail in this folder.
    Unwritable(PathBuf, String),
}

#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Terminal {
    pub(super) stdin: bool,
    pub(super) stdout: bool,
    /// Columns and rows.
    pub(super) size: Option<(u16, u16)>,
    pub(super) colors: bool,
    /// Whether `NO_COLOR` is set.
    pub(super) no_color: bool,
    pub(super) links: bool,
}

pub(super) enum EditorFound {
    Opens {
        /// Who opens the file.
        by: Opener,
        /// Programs it needs that are not on the `PATH`.
        absent: Vec<String>,
    },
    /// tmux could, if it knew an editor.
    TmuxWithoutEditor,
    Nowhere,
}

pub(super) enum Opener {
    Command(String),
    VsCode,
    Zellij,
    /// The editor that tmux runs.
    Tmux(String),
}
