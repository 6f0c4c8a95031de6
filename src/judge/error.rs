//! Why an attempt could not be judged, or not explored, in words.

use std::io;
use std::sync::Arc;

use crate::exit::{Exit, Exits};
use crate::kit::KitError;
use crate::process::{End, SpawnError};

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
    /// The kit was packed without them.
    #[error(
        "`{0}` is not in this kit, which was packed without its checks: grade with the kit's folder (--kit)"
    )]
    ChecksElsewhere(String),
    /// Our harness does not compile with this toolchain.
    #[error("the check harness cannot be built with this toolchain: {0}; try `rustup update`")]
    Harness(String),
    /// Our stand-in for `std` does not compile with this toolchain.
    #[error("the explorer cannot be built with this toolchain: {said}; try `rustup update`")]
    Explorer {
        /// What the compiler says.
        said: String,
        /// Whether it gave that a code: then it was the source that it did not take.
        has_code: bool,
    },
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

/// Why an attempt cannot be played.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlayError {
    /// It cannot even be judged.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// It does not compile, or breaks the rules.
    #[error(
        "{0} cannot be played until it compiles and keeps the rules: `threadlings run {0}` says what is missing"
    )]
    NotBuilt(String),
    /// Nobody explores it.
    #[error(
        "{0} cannot be played: it has no checks that are run in every interleaving; `threadlings list` shows other exercises"
    )]
    NotExplored(String),
    /// It has no such check.
    #[error("{exercise} has no check called `{check}`; it has {known}")]
    NoSuchCheck {
        /// The exercise.
        exercise: String,
        /// What was asked for.
        check: String,
        /// What there is.
        known: String,
    },
    /// It does something that ends everything, whoever is chosen.
    #[error("{exercise} cannot be played: {said}")]
    NothingToChoose {
        /// The exercise.
        exercise: String,
        /// What it does.
        said: String,
    },
}

impl Exits for PlayError {
    fn exit(&self) -> Exit {
        match self {
            Self::Judge(error) => error.exit(),
            Self::NotBuilt(_) | Self::NothingToChoose { .. } => Exit::NotPassed,
            Self::NotExplored(_) | Self::NoSuchCheck { .. } => Exit::Usage,
        }
    }
}

impl Exits for JudgeError {
    fn exit(&self) -> Exit {
        match self {
            Self::Kit(_) | Self::Checks(_) | Self::ChecksElsewhere(_) => Exit::Usage,
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

/// Why interleavings could not be explored, or not to the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExploringError {
    /// The attempt, or what was made of its tests, builds with the real library and not with the stand-in.
    #[error("{0}")]
    DoesNotBuild(String),
    /// An attempt's own tests are not where they are looked for.
    #[error("the tests in this file could not be found")]
    TestsNotFound,
    /// The same choices led elsewhere.
    #[error(
        "the code does not do the same when it is run again in the same way; does it depend on addresses or on the time?"
    )]
    NotRepeatable,
    /// Nothing of it was the attempt's doing.
    #[error("the explorer was killed; is there enough memory on this machine?")]
    Killed,
    /// A record that the judge has no word for.
    #[error("the explorer told something that the judge does not know: {0}")]
    UnknownRecord(String),
    /// More than the judge reads.
    #[error("the explorer had more to tell than the judge reads")]
    ReportTooLong,
    /// It neither finished nor crashed.
    #[error("the explorer ended with {end:?} and said: {said}")]
    BrokeOff {
        /// How.
        end: End,
        /// The last line it printed.
        said: String,
    },
}
