//! How one job is confined, and the command that starts it so.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use super::policy::{Limits, Policy, Right, Task};
use super::protection::Protection;

/// The first argument of a launcher.
pub(super) const LAUNCH: &str = "__launch-confined";
/// The first argument of a trial.
pub(super) const TRIAL: &str = "__try-confinement";

/// Confines jobs, as far as the system can.
#[derive(Debug)]
pub struct Confinement {
    /// Begins what a launcher that failed says. No confined program ever sees it.
    pub(super) word: String,
    pub(super) protections: Vec<Protection>,
    /// What could not be taken away when it was tried; anything else must be. `None` while it is tried.
    pub(super) may_keep: Option<Vec<Right>>,
}

/// How one job is confined.
#[derive(Clone, Debug)]
pub struct Confined {
    by: Arc<Confinement>,
    task: Task,
    reads: Vec<PathBuf>,
    writes: Vec<PathBuf>,
}

impl Confinement {
    /// What holds for every job confined by this.
    pub fn protections(&self) -> &[Protection] {
        &self.protections
    }

    /// A job that starts others, such as a compiler with its linker. It reads what is below `reads`, writes below `writes`,
    /// and keeps its temporary files in the first of these.
    pub fn tools(self: &Arc<Self>, reads: Vec<PathBuf>, writes: Vec<PathBuf>) -> Confined {
        self.confined(Task::Tools, reads, writes)
    }

    /// A job that is no more than one process and that may do anything. It reads what is below `reads`; whatever it
    /// writes to `folder` is gone with it.
    pub fn program(self: &Arc<Self>, reads: Vec<PathBuf>, folder: PathBuf) -> Confined {
        self.confined(Task::Program, reads, vec![folder])
    }

    fn confined(
        self: &Arc<Self>,
        task: Task,
        reads: Vec<PathBuf>,
        writes: Vec<PathBuf>,
    ) -> Confined {
        Confined {
            by: Arc::clone(self),
            task,
            reads,
            writes,
        }
    }
}

impl Confined {
    /// The command that starts a program so confined.
    pub(in crate::process) fn command(
        &self,
        program: &Path,
        max_memory: Option<u64>,
        deadline: Duration,
    ) -> Command {
        let mut command = if cfg!(unix) {
            let policy = self.policy(max_memory, deadline);
            let mut command = Command::new(own_executable());
            command.arg(LAUNCH).arg(policy.to_text()).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.env_clear();
        for name in self.inherited() {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        if let Some(folder) = self.writes.first() {
            for name in TEMPORARY {
                command.env(name, folder);
            }
        }
        command
    }

    fn policy(&self, max_memory: Option<u64>, deadline: Duration) -> Policy {
        let Self { by, task, .. } = self;
        let system = of_the_system(*task);
        Policy {
            task: *task,
            word: by.word.clone(),
            parent: std::process::id(),
            reads: self.reads.iter().chain(&system).map(owned).collect(),
            writes: self.writes.iter().map(owned).collect(),
            limits: Limits::new(*task, max_memory, deadline),
            may_keep: by.may_keep.clone(),
        }
    }

    /// Our own variables that it gets.
    fn inherited(&self) -> &'static [&'static str] {
        match (self.task, cfg!(windows)) {
            (Task::Tools, true) => &["SystemRoot", "PATH", "LIB", "INCLUDE"],
            (Task::Program, true) => &["SystemRoot"],
            // For the linker.
            (Task::Tools, false) => &["PATH"],
            (Task::Program, false) => &[],
        }
    }

    /// What a launcher that could not become the job says of it.
    pub(in crate::process) fn failure(&self, stdout: &[u8]) -> Option<String> {
        let said = String::from_utf8_lossy(stdout);
        let words = said.lines().next()?.strip_prefix(&self.by.word)?;
        Some(words.trim().to_owned())
    }
}

/// Variables that name a folder for temporary files.
pub(super) const TEMPORARY: &[&str] = if cfg!(windows) {
    &["TEMP", "TMP"]
} else {
    &["TMPDIR"]
};

/// Ours, whatever became of its file since we were started.
pub(super) fn own_executable() -> PathBuf {
    if cfg!(target_os = "linux") {
        PathBuf::from("/proc/self/exe")
    } else {
        std::env::current_exe().unwrap_or_default()
    }
}

/// Paths of the system that a job of this kind needs to start at all.
fn of_the_system(task: Task) -> Vec<PathBuf> {
    const LIBRARIES: [&str; 11] = [
        "/lib",
        "/lib32",
        "/lib64",
        "/usr/lib",
        "/usr/lib32",
        "/usr/lib64",
        "/usr/local/lib",
        "/etc/ld.so.cache",
        "/gnu/store",
        "/nix/store",
        "/dev/urandom",
    ];
    // For the linker.
    const TOOLS: [&str; 4] = ["/bin", "/usr/bin", "/usr/libexec", "/usr/local/bin"];
    let mut paths: Vec<PathBuf> = LIBRARIES.iter().map(PathBuf::from).collect();
    if task == Task::Tools {
        paths.extend(TOOLS.iter().map(PathBuf::from));
        // `/usr/x86_64-alpine-linux-musl/bin/ld`
        let entries = fs::read_dir("/usr").into_iter().flatten().flatten();
        let is_of_target = |path: &PathBuf| path.to_string_lossy().contains("-linux-");
        paths.extend(entries.map(|entry| entry.path()).filter(is_of_target));
    }
    paths
}

fn owned(path: impl AsRef<OsStr>) -> OsString {
    path.as_ref().to_owned()
}
