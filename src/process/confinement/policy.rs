//! What a launcher is told. Written and read by the same program, so it has no version.

use std::ffi::OsString;
#[cfg(target_os = "linux")]
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What sort of job it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Task {
    /// It starts other programs.
    Tools,
    /// It is one process, and may be hostile from its first instruction.
    Program,
}

/// What a launcher takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Right {
    /// To take more than the limits.
    Limits,
    /// To share the network, and memory and names of others.
    Namespaces,
    /// To fill the disk.
    UnboundedFolder,
    /// To live on without whoever started it.
    ToOutliveUs,
    /// Those of an administrator.
    Privileges,
    /// To open files of others.
    Files,
    /// To ask for whatever the system has.
    Calls,
}

impl Right {
    pub(super) const ALL: [Self; 7] = [
        Self::Limits,
        Self::Namespaces,
        Self::UnboundedFolder,
        Self::ToOutliveUs,
        Self::Privileges,
        Self::Files,
        Self::Calls,
    ];
}

/// How a job is confined.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Policy {
    pub(super) task: Task,
    /// Begins the words of a launcher that fails.
    pub(super) word: String,
    /// Who started the launcher.
    pub(super) parent: u32,
    /// Files and folders to read, and to execute from.
    pub(super) reads: Vec<OsString>,
    /// Folders to do anything in but execute.
    pub(super) writes: Vec<OsString>,
    pub(super) limits: Limits,
    /// Rights that it may keep, since nothing here can take them away. A trial finds out which these are.
    pub(super) may_keep: Option<Vec<Right>>,
}

/// In bytes, unless they say otherwise.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Limits {
    /// Of address space.
    pub(super) memory: Option<u64>,
    /// Of memory that can be written.
    pub(super) data: Option<u64>,
    /// Of one file.
    pub(super) file: u64,
    /// How many files may be open.
    pub(super) open_files: u64,
    /// Seconds of all processors together.
    pub(super) cpu: u64,
}

/// What a program may leave in its folder while it runs.
pub(super) const FOLDER_BYTES: u64 = 64 << 20;
pub(super) const FOLDER_FILES: u64 = 4096;

impl Limits {
    pub(super) fn new(task: Task, memory: Option<u64>, deadline: Duration) -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from) as u64;
        let (data, file, open_files) = match task {
            // Far above what a sound compilation needs.
            Task::Tools => (Some(4 << 30), 1 << 30, 4096),
            Task::Program => (None, FOLDER_BYTES, 256),
        };
        Self {
            memory,
            data,
            file,
            open_files,
            // The deadline comes before, unless nobody is left to keep it.
            cpu: (deadline.as_secs() + 2).saturating_mul(processors),
        }
    }
}

impl Policy {
    pub(super) fn to_text(&self) -> String {
        // Nothing in it can fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Where a program stands, and all it may write to.
    #[cfg(target_os = "linux")]
    pub(super) fn folder(&self) -> Option<&Path> {
        match self.task {
            Task::Tools => None,
            Task::Program => self.writes.first().map(Path::new),
        }
    }
}
