//! Confines jobs that nobody trusts: what they can read, write, start and reach. It knows files and calls of the system,
//! and nothing of compilers or checks.
//!
//! A confined job is not started directly. Our own executable is started in its place, told by a first argument that no
//! person types; that process, the launcher, gives up one right after another and then becomes the job ([`launcher`]).
//! So the job keeps the number of the process that was started, and its end is seen as that of any other.
//!
//! What holds on this machine is found by trying: a [`trial`] runs confined and does what must fail.

mod confined;
mod launcher;
#[cfg(target_os = "linux")]
mod linux;
mod policy;
mod protection;
mod protections;
mod trial;

use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

pub use confined::{Confined, Confinement};
pub use protection::Protection;

use confined::{LAUNCH, TRIAL};
use policy::Right;

/// A process that this program starts of itself, for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HelperProcess {
    /// To become a confined job.
    Launch,
    /// To try what a confined job can do.
    Trial,
}

impl HelperProcess {
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
}

impl Default for Confinement {
    fn default() -> Self {
        Self::new()
    }
}
