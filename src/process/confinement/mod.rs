//! Confines jobs that nobody trusts: what they can read, write, start and reach. It knows files and calls of the system,
//! and nothing of compilers or checks.
//!
//! A confined job is not started directly. Our own executable is started in its place, told by a first argument that no
//! person types; that process, the launcher, gives up one right after another and then becomes the job ([`launcher`]).
//! So the job keeps the number of the process that was started, and its end is seen as that of any other.
//!
//! What holds on this machine is found by trying: a [`trial`] runs confined and does what must fail.

mod launcher;
#[cfg(target_os = "linux")]
mod linux;
mod policy;
mod protections;
mod trial;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use super::Job;
pub use protections::Protection;

use policy::{Policy, Right, Task};

/// The first argument of a launcher.
const LAUNCH: &str = "__launch-confined";
/// The first argument of a trial.
const TRIAL: &str = "__try-confinement";

/// What this program was started for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// To become a confined job.
    Launch,
    /// To try what a confined job can do.
    Trial,
}

impl Errand {
    /// Reads it off the first argument.
    pub(crate) fn of(args: &[OsString]) -> Option<Self> {
        match args.get(1)?.to_str()? {
            LAUNCH => Some(Self::Launch),
            TRIAL => Some(Self::Trial),
            _ => None,
        }
    }

    /// Does it, and comes back with what is to be written to standard output.
    pub(crate) fn run(self, args: &[OsString]) -> String {
        match self {
            Self::Launch => launcher::launch(args),
            Self::Trial => trial::try_everything(args).unwrap_or_default(),
        }
    }
}

/// Confines jobs, as far as the system can.
#[derive(Debug)]
pub struct Confinement {
    /// Begins what a launcher that failed says. No confined program ever sees it.
    word: String,
    protections: Vec<Protection>,
    /// What could not be taken away when it was tried; anything else must be. `None` while it is tried.
    may_keep: Option<Vec<Right>>,
}

/// How one job is confined.
#[derive(Clone, Debug)]
pub struct Confined {
    by: Arc<Confinement>,
    task: Task,
    reads: Vec<PathBuf>,
    writes: Vec<PathBuf>,
    place: Option<PathBuf>,
}

impl Confinement {
    /// Tries what can be had here, which takes a moment.
    pub fn new() -> Self {
        // Two, since one is too short to be met by chance.
        let halves = [RandomState::new(), RandomState::new()].map(|state| state.hash_one(0));
        let word = format!("{:016x}{:016x}", halves[0], halves[1]);
        let untried = Arc::new(Self {
            word: word.clone(),
            protections: Vec::new(),
            may_keep: None,
        });
        let found = trial::run(&untried);
        Self {
            word,
            protections: protections::of(found.as_ref()),
            // Where nothing could be tried, nothing is promised.
            may_keep: Some(found.map_or_else(|_| Right::ALL.to_vec(), |found| found.kept)),
        }
    }

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
            place: None,
        }
    }
}

impl Default for Confinement {
    fn default() -> Self {
        Self::new()
    }
}

impl Confined {
    /// Has a job that starts others stand at `place`, a folder at which it sees the first of those that it may write to. So
    /// jobs that write to different folders call theirs the same. Only Linux can do it; where it cannot be had, the job
    /// does not start.
    #[must_use]
    pub fn standing_at(mut self, place: PathBuf) -> Self {
        self.place = Some(place);
        self
    }

    /// The command that starts `job` so confined.
    pub(super) fn command(&self, job: &Job) -> Command {
        let mut command = if cfg!(unix) {
            let policy = Policy::new(self, job);
            let mut command = Command::new(own_executable());
            command.arg(LAUNCH).arg(policy.to_text()).arg(&job.program);
            command
        } else {
            Command::new(&job.program)
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
    pub(super) fn failure(&self, stdout: &[u8]) -> Option<String> {
        let said = String::from_utf8_lossy(stdout);
        let words = said.lines().next()?.strip_prefix(&self.by.word)?;
        Some(words.trim().to_owned())
    }
}

const TEMPORARY: &[&str] = if cfg!(windows) {
    &["TEMP", "TMP"]
} else {
    &["TMPDIR"]
};

/// Ours, whatever became of its file since we were started.
fn own_executable() -> PathBuf {
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
