//! Runs one check on real threads, in a process of its own, and says how it went. A check passes only when its
//! `finished` record arrived and the process then exited well. `explore` runs the same check in every interleaving.

use std::ffi::OsString;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::records::{Panic, Report};
use super::sandbox::Sandbox;
use super::toolchain::Toolchain;
use super::{JudgeError, room, sentences};
use crate::judge::files::io_error;
use crate::kit::Exercise;
use crate::process::{self, Cancel, End, Finished, Job, shorten};
use crate::trace::Trace;
use crate::verdict::{Exploration, Verdict};

/// How much one check may print before it is stopped.
pub(super) const MAX_OUTPUT: usize = 1 << 20;
/// How much may come over the private channel: the few hundred records of a failing interleaving, however long they are.
const MAX_RECORDS: usize = 64 << 20;
/// How much of it is shown.
pub(super) const SHOWN_OUTPUT: usize = 64 * 1024;

pub(super) const SIGABRT: i32 = 6;

/// A compiled set of checks.
pub(super) struct Program<'a> {
    pub(super) binary: PathBuf,
    /// Holds the folders to stand in, one for each run.
    pub(super) dir: PathBuf,
    /// Where it stands instead, if it may read what lies there.
    pub(super) beside: Option<PathBuf>,
    /// The checks file as the compiler was given it.
    pub(super) checks_file: String,
    /// Whether nothing but the standard library and ours is linked with the attempt.
    pub(super) is_alone: bool,
    /// Whether it may use an `Arc` of which not every order of clones and drops is tried.
    pub(super) has_real_arc: bool,
    /// Whether the attempt in it has line tables.
    pub(super) line_tables: bool,
    pub(super) toolchain: &'a Toolchain,
    pub(super) sandbox: &'a Sandbox,
}

/// How one check went.
pub(super) struct Outcome {
    /// `Passed`, or what it makes of the attempt.
    pub(super) verdict: Verdict,
    pub(super) message: Option<String>,
    pub(super) output: String,
    pub(super) exploration: Option<Exploration>,
    /// The interleaving that fails.
    pub(super) trace: Option<Trace>,
    /// Whether it was decided by what compiles, before anything ran.
    pub(super) is_about_types: bool,
    /// Whether a busy machine may have had a part in it.
    pub(super) may_be_load: bool,
}

impl Outcome {
    pub(super) fn new(verdict: Verdict, message: Option<String>) -> Self {
        Self {
            verdict,
            message,
            output: String::new(),
            exploration: None,
            trace: None,
            is_about_types: false,
            may_be_load: false,
        }
    }

    pub(super) fn failed(message: String) -> Self {
        Self::new(Verdict::FailsChecks, Some(message))
    }
}

/// What a check's process left.
pub(super) struct Ran {
    pub(super) finished: Finished,
    /// What its records begin with.
    pub(super) token: String,
}

impl Program<'_> {
    /// Runs the check called `name`.
    pub(super) fn run(
        &self,
        name: &str,
        exercise: &Exercise,
        cancel: &Cancel,
    ) -> Result<Outcome, JudgeError> {
        let room = room::address_space(exercise, exercise.memory_mb);
        let args = [
            name.to_owned(),
            exercise.memory_mb.to_string(),
            exercise.max_threads.to_string(),
        ];
        let Ran { finished, token } = self.start(&args, exercise.time_limit, room, cancel)?;
        let report = Report::read(&String::from_utf8_lossy(&finished.stdout), &token, name);
        let printed = String::from_utf8_lossy(&finished.stderr);
        let (verdict, message) = self.judge(&finished, &report, &printed, exercise);
        Ok(Outcome {
            output: shorten(&printed, SHOWN_OUTPUT),
            may_be_load: may_be_load(finished.end) || report.no_thread.is_some(),
            ..Outcome::new(verdict, message)
        })
    }

    /// Starts it and waits for its end.
    pub(super) fn start(
        &self,
        args: &[String],
        deadline: Duration,
        memory: u64,
        cancel: &Cancel,
    ) -> Result<Ran, JudgeError> {
        let token = token();
        let folder = tempfile::tempdir_in(&self.dir).map_err(io_error(&self.dir))?;
        let beside = self.beside.as_deref();
        let mut env = room::env(self.toolchain);
        if self.line_tables {
            env.push(("RUST_LIB_BACKTRACE".to_owned(), "1".into()));
        }
        let job = Job {
            program: self.binary.clone(),
            args: args.iter().map(OsString::from).collect(),
            current_dir: beside.unwrap_or(folder.path()).to_owned(),
            env_remove: room::env_remove(),
            env,
            stdin: format!("{token}\n").into_bytes(),
            deadline,
            max_stdout: MAX_RECORDS,
            max_stderr: MAX_OUTPUT,
            max_memory: Some(memory),
            confined: self
                .sandbox
                .running(self.toolchain, &self.binary, folder.path(), beside),
        };
        let finished = process::run(&job, cancel)?;
        if finished.end == End::Cancelled {
            return Err(JudgeError::Cancelled);
        }
        Ok(Ran { finished, token })
    }

    fn judge(
        &self,
        finished: &Finished,
        report: &Report,
        printed: &str,
        exercise: &Exercise,
    ) -> (Verdict, Option<String>) {
        let exceeds = |message: String| (Verdict::ExceedsLimit, Some(message));
        let fails = |message: String| (Verdict::FailsChecks, Some(message));
        match finished.end {
            End::Exited(0) if report.finished => (Verdict::Passed, None),
            _ if report.no_thread.is_some() => {
                no_thread(report.no_thread.unwrap_or_default(), exercise.max_threads)
            }
            // Where all orders are tried, those decide, and not the one that came by luck.
            End::DeadlinePassed if report.unordered && exercise.explore.is_some() => {
                (Verdict::Passed, None)
            }
            End::DeadlinePassed => (
                Verdict::TimesOut,
                Some(sentences::still_running(
                    exercise.time_limit,
                    report.note.as_deref(),
                )),
            ),
            End::OutputExceeded => exceeds(sentences::printed_too_much(MAX_OUTPUT)),
            // Whatever came after the record does not unsay it.
            End::Exited(_) if report.failed.is_some() => {
                fails(self.failure(&report.failed.clone().unwrap_or_default()))
            }
            End::Signalled(SIGABRT) if report.no_memory => {
                exceeds(sentences::out_of_memory(exercise.memory_mb))
            }
            // There was memory left, and no room for it beside the stacks.
            End::Signalled(SIGABRT) if is_out_of_memory(printed) => {
                exceeds(sentences::too_many_threads(exercise.max_threads))
            }
            End::Signalled(SIGABRT) if panicked_twice(&finished.stderr) => {
                fails(sentences::panicked_twice())
            }
            End::Signalled(_) if printed.contains("has overflowed its stack") => {
                fails(sentences::stack_overflow())
            }
            End::Signalled(signal) => fails(sentences::killed_by(signal)),
            End::Exited(status) => fails(sentences::exited_early(status)),
            End::Cancelled => unreachable!("a cancelled run has no outcome"),
        }
    }

    /// Words for the panic that ended a check: its own, or the student's.
    pub(super) fn failure(&self, panic: &Panic) -> String {
        // Without a place the student has replaced the panic hook, and only the words tell whose panic it is.
        let unplaced = panic.place.is_empty() && panic.message.starts_with("assertion ");
        if unplaced || panic.place.starts_with(&self.checks_file) {
            panic.sentence()
        } else {
            sentences::your_code_panicked(&panic.place, &panic.message)
        }
    }
}

/// What the system sends to whoever has most memory when there is none left.
pub(super) const SIGKILL: i32 = 9;

/// Whether a program that ended so may fare better on a machine with nothing else to do.
pub(super) fn may_be_load(end: End) -> bool {
    matches!(end, End::DeadlinePassed | End::Signalled(SIGKILL))
}

/// Of a check that was given no thread beside those that it had.
fn no_thread(had: usize, most: u16) -> (Verdict, Option<String>) {
    if had < usize::from(most) {
        // There is room for more, and the machine has none.
        let said = sentences::no_thread(had, most);
        (Verdict::NotJudged, Some(said))
    } else {
        let said = sentences::too_many_threads(most);
        (Verdict::ExceedsLimit, Some(said))
    }
}

/// Whether this is what `std` prints before it aborts because there is no memory.
pub(super) fn is_out_of_memory(printed: &str) -> bool {
    printed.contains("memory allocation of ")
}

/// A word that the attempt cannot guess.
fn token() -> String {
    let mut bytes = [0; 16];
    let urandom = File::open(Path::new("/dev/urandom"));
    if urandom
        .and_then(|mut file| file.read_exact(&mut bytes))
        .is_err()
    {
        // Elsewhere the seeds of the standard hasher come from the system's generator.
        let halves = [
            RandomState::new().hash_one(0),
            RandomState::new().hash_one(1),
        ];
        bytes[..8].copy_from_slice(&halves[0].to_ne_bytes());
        bytes[8..].copy_from_slice(&halves[1].to_ne_bytes());
    }
    bytes.iter().fold(String::new(), |mut token, byte| {
        use std::fmt::Write;
        let _ = write!(token, "{byte:02x}");
        token
    })
}

/// Whether this is what `std` prints before it aborts because a `drop` panicked during a panic.
pub(super) fn panicked_twice(printed: &[u8]) -> bool {
    String::from_utf8_lossy(printed).contains("caused non-unwinding panic")
}
