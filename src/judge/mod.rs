//! Judges an attempt: check, build, run. It knows the kit's files but neither the workspace nor the screen.
//!
//! [`Judge::judge`] snapshots the attempt into a folder of its own, so that what happens to the student's file while
//! it runs does not matter, and lays it out as in the workspace, so that diagnostics name the path the student knows.
//! Three lines of work overlap: the compiler's and clippy's opinion of the attempt; the build of attempt and checks, and their
//! run; the same with the stand-in for `std`, and the exploring.

mod bounds;
mod build;
mod cache;
mod cargo;
mod checks;
mod compiler;
mod dependencies;
mod explore;
mod explorer;
mod harness;
mod hidden;
mod in_file;
mod names;
mod nudges;
mod own_tests;
mod plain;
mod records;
mod room;
mod run;
mod sentences;
mod shelf;
mod side_by_side;
mod signatures;
mod sysroot;
mod tokens;
mod toolchain;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

pub use cache::cache_dir;
pub(crate) use checks::{Checks, ChecksError};
pub(crate) use dependencies::sources_digest;
pub use explore::ExploringError;
pub use explorer::Explorer;
pub use sentences::not_explored;
pub use shelf::{BuildProgress, BuildStep, Built, Turn};
pub(crate) use tokens::asks_about_types;
pub use toolchain::{OLDEST, SHARED_STD, Toolchain, ToolchainError};

use crate::exit::{Exit, Exits};
use crate::kit::{Exercise, Kit, KitError};
use crate::process::Protection;
use crate::process::{Cancel, Confinement, SpawnError};
use crate::temporary::TemporaryFolder;
use crate::verdict::{CheckResult, Judgement, Verdict};
use bounds::Bounds;
use build::Site;
use dependencies::Dependencies;
use harness::Harness;
use hidden::Starts;
use shelf::Shelf;
use sysroot::Sysroot;

/// Judges attempts with one toolchain.
pub struct Judge {
    toolchain: Toolchain,
    sysroot: Option<Sysroot>,
    bounds: Bounds,
    harness: Mutex<Option<Arc<Harness>>>,
    explorers: Shelf<Explorer>,
    dependencies: Shelf<Dependencies>,
    starts: Starts,
    makes_starts: bool,
    is_for_many: bool,
    is_for_verdicts: bool,
}

/// One version of a student's file.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The exercise it answers.
    pub exercise: &'a Exercise,
    /// What the file holds, whatever that is; `None` where there is no file.
    pub text: Option<&'a [u8]>,
    /// How many columns diagnostics may take.
    pub width: Option<usize>,
}

/// Why an attempt could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// Nobody wants to know any more.
    #[error("cancelled")]
    Cancelled,
    /// A file of ours could not be read or written.
    #[error("cannot use {path}")]
    Io {
        /// What could not be read or written.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The compiler or the checks could not be started.
    #[error(transparent)]
    Spawn(#[from] SpawnError),
    /// The kit's files are unusable.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// The checks break the conventions, or do not even compile against the kit's own solution.
    #[error(
        "the checks of this exercise are broken, which is not your fault; tell whoever made the kit: {0}"
    )]
    Checks(String),
    /// Our harness does not compile with this toolchain.
    #[error("the check harness cannot be built with this toolchain: {0}; try `rustup update`")]
    Harness(String),
    /// Our stand-in for `std` does not compile with this toolchain.
    #[error("the explorer cannot be built with this toolchain: {0}; try `rustup update`")]
    Explorer(String),
    /// There is nothing to build it with.
    #[error(
        "`cargo` was found neither beside `{0}` nor on the PATH; install Rust from https://rustup.rs"
    )]
    NoCargo(String),
    /// What it depends on is not here and cannot be fetched.
    #[error(
        "the explorer's crates are not on this machine and cannot be fetched ({0}); building it needs the internet once: connect and try again"
    )]
    NeedsInternet(String),
    /// Cargo refused, for a reason of its own.
    #[error("cargo cannot build the explorer: {0}")]
    Cargo(String),
    /// Why something that is built once could not be built, now or a moment ago.
    #[error(transparent)]
    NotBuilt(Arc<JudgeError>),
    /// What a kit depends on is not here and cannot be fetched.
    #[error(
        "the crates that this kit's exercises use are not on this machine and cannot be fetched ({0}); that needs the internet once: connect and try again"
    )]
    DependenciesNeedInternet(String),
    /// Cargo does not take the kit's `Cargo.toml`, or the compiler does not take what it names.
    #[error(
        "the crates that this kit's exercises use cannot be built, which is not your fault; tell whoever made the kit: {0}"
    )]
    Dependencies(String),
    /// There is no room left.
    #[error(
        "the disk that holds `{0}` is full; make room there, or let THREADLINGS_CACHE name a folder elsewhere"
    )]
    DiskFull(String),
    /// The exploration broke off, or the attempt builds with the real library and not with the stand-in.
    #[error("the interleavings could not be explored: {0}")]
    Exploring(ExploringError),
    /// There is no usable linker.
    #[error("{0}; `threadlings doctor` says what to install")]
    Linker(String),
    /// There is no room, no memory, or no more files.
    #[error("the machine lacks what compiling needs: {0}")]
    Machine(String),
    /// The compiler crashed.
    #[error("the compiler crashed: {0}")]
    Compiler(String),
}

impl Exits for JudgeError {
    fn exit(&self) -> Exit {
        match self {
            Self::Kit(_) | Self::Checks(_) => Exit::Usage,
            _ => Exit::Failure,
        }
    }
}

impl JudgeError {
    /// With what caused it.
    pub fn in_full(&self) -> String {
        let mut words = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            words = format!("{words}: {cause}");
            source = cause.source();
        }
        words
    }
}

/// Turns an I/O error into one that names its path.
fn io_error(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> JudgeError {
    let path = path.as_ref().display().to_string();
    move |source| JudgeError::Io { path, source }
}

/// What a panicking thread left is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Judge {
    /// A judge that calls this toolchain.
    pub fn new(toolchain: Toolchain) -> Self {
        Self {
            sysroot: Sysroot::without_sources(&toolchain),
            toolchain,
            bounds: Bounds::default(),
            harness: Mutex::default(),
            explorers: Shelf::default(),
            dependencies: Shelf::default(),
            starts: Starts::default(),
            makes_starts: false,
            is_for_many: false,
            is_for_verdicts: false,
        }
    }

    /// A judge of many attempts, as grading needs it; so many may come for each exercise. Nobody waits for a single one, so
    /// nothing is begun that may turn out not to be needed; and where interleavings cannot be explored, an attempt is
    /// not judged.
    #[must_use]
    pub fn for_many(self, for_each: usize) -> Self {
        /// Making a start costs about as much as these gain by it.
        const WORTH_A_START: usize = 8;
        Self {
            makes_starts: for_each >= WORTH_A_START,
            is_for_many: true,
            ..self
        }
    }

    /// The same, where only the verdict matters: once a check fails in some interleaving, the ones after it are not explored,
    /// and nothing is run on real threads.
    #[must_use]
    pub fn for_verdicts(self) -> Self {
        Self {
            is_for_verdicts: true,
            ..self.for_many(1)
        }
    }

    /// Confines everything that has to do with an attempt.
    #[must_use]
    pub fn confined(mut self, confinement: Arc<Confinement>) -> Self {
        self.bounds = Bounds(Some(confinement));
        self
    }

    /// What keeps attempts in bounds; nothing where they are trusted.
    pub fn protections(&self) -> &[Protection] {
        let confinement = self.bounds.0.as_ref();
        confinement.map_or(&[], |confinement| confinement.protections())
    }

    /// The toolchain in use.
    pub fn toolchain(&self) -> &Toolchain {
        &self.toolchain
    }

    /// All that a judgement depends on besides kit and attempt: the compiler, and everything of ours.
    pub(crate) fn identity(&self) -> String {
        let clippy = self.toolchain.clippy.is_some();
        let version = env!("CARGO_PKG_VERSION");
        let sources = env!("THREADLINGS_JUDGE");
        let toolchain = &self.toolchain.version;
        format!("{version}\n{sources}\n{clippy}\n{toolchain}")
    }

    /// Compiles what every attempt needs, so that the first one need not wait for it.
    pub fn prepare(&self) -> Result<(), JudgeError> {
        self.harness(&Cancel::new()).map(drop)
    }

    fn harness(&self, cancel: &Cancel) -> Result<Arc<Harness>, JudgeError> {
        let mut slot = lock(&self.harness);
        // The cache may be emptied while we run.
        if let Some(harness) = slot.as_ref().filter(|harness| harness.library().is_file()) {
            return Ok(Arc::clone(harness));
        }
        let harness = Arc::new(Harness::prepare(&self.toolchain, cancel)?);
        *slot = Some(Arc::clone(&harness));
        Ok(harness)
    }

    /// Judges one attempt. `None` comes back only when it was cancelled.
    pub fn judge(&self, kit: &Kit, attempt: &Attempt, cancel: &Cancel) -> Option<Judgement> {
        self.judge_repeatedly(kit, attempt, 1, cancel)?.pop()
    }

    /// Builds an attempt once and runs its checks so many times, at least once: all judgements should say the same.
    pub fn judge_repeatedly(
        &self,
        kit: &Kit,
        attempt: &Attempt,
        times: usize,
        cancel: &Cancel,
    ) -> Option<Vec<Judgement>> {
        let started = Instant::now();
        let exercise = attempt.exercise;
        let judged = self.judge_in_own_folder(kit, attempt, times, cancel);
        let mut judgements = match judged {
            Ok(judgements) => judgements,
            Err(JudgeError::Cancelled) => return None,
            // What a cancelled step says of its end means nothing.
            Err(_) if cancel.is_cancelled() => return None,
            Err(error) => vec![
                Judgement {
                    reason: Some(error.in_full()),
                    ..build::blank(exercise, Verdict::NotJudged)
                };
                times
            ],
        };
        for judgement in &mut judgements {
            judgement.nudges = nudges::nudges(exercise, judgement);
            judgement.elapsed = started.elapsed();
        }
        Some(judgements)
    }

    fn judge_in_own_folder(
        &self,
        kit: &Kit,
        attempt: &Attempt,
        times: usize,
        cancel: &Cancel,
    ) -> Result<Vec<Judgement>, JudgeError> {
        let exercise = attempt.exercise;
        let Some(text) = attempt.text else {
            let judgement = Judgement {
                reason: Some(sentences::file_is_missing(&exercise.path(), &exercise.name)),
                ..build::blank(exercise, Verdict::DoesNotCompile)
            };
            return Ok(vec![judgement; times]);
        };
        let dir = TemporaryFolder::new().map_err(io_error(std::env::temp_dir()))?;
        let package = kit.package()?;
        let site = Site::new(
            &self.toolchain,
            self.sysroot.as_ref(),
            &self.bounds,
            attempt,
            text,
            &package,
            dir.path(),
        )?;
        match kit.checks(exercise)? {
            Some(checks) => hidden::judge(self, &site, kit, &checks, times, cancel),
            None => in_file::judge(self, &site, kit, times, cancel),
        }
    }
}

/// The checks of an exercise as they stand where none was run. Empty where the kit has no checks for it.
pub(crate) fn checks_not_run(
    kit: &Kit,
    exercise: &Exercise,
) -> Result<Vec<CheckResult>, JudgeError> {
    let Some(text) = kit.checks(exercise)? else {
        return Ok(Vec::new());
    };
    let path = exercise.checks_path();
    let checks =
        Checks::parse(&text).map_err(|error| JudgeError::Checks(format!("{path}, {error}")))?;
    Ok(hidden::outcomes::results(exercise, &checks.checks, &[]))
}
