//! A program to run.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use super::confinement::Confined;

/// A program to run, and within which bounds.
#[derive(Clone, Debug)]
pub struct Job {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Its working directory.
    pub current_dir: PathBuf,
    /// Variables of our own environment that it does not get.
    pub env_remove: Vec<OsString>,
    /// Variables set on top of what is left of it.
    pub env: Vec<(String, OsString)>,
    /// Written to its standard input, which then stays open until it ends, so that it can notice when we die.
    pub stdin: Vec<u8>,
    /// How long it may take.
    pub deadline: Duration,
    /// How many bytes it may write to its standard output.
    pub max_stdout: usize,
    /// How many bytes it may write to its standard error.
    pub max_stderr: usize,
    /// How many bytes of address space it may use; on Windows, of memory, together with what it starts. macOS has no such limit.
    pub max_memory: Option<u64>,
    /// What keeps it in bounds, where it is not trusted. It then gets nothing of our own environment.
    pub confined: Option<Confined>,
}
