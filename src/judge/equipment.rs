//! What a judge has at hand for every attempt: a toolchain, bounds, and what is compiled once.

use std::sync::{Arc, Mutex};

use super::JudgeError;
use super::build_once::{BuildOnce, lock};
use super::dependencies::Dependencies;
use super::explorer::Explorer;
use super::harness::Harness;
use super::sandbox::Sandbox;
use super::sysroot::Sysroot;
use super::toolchain::Toolchain;
use crate::kit::Exercise;
use crate::process::{Cancel, Confinement, Protection};

/// Judges attempts with one toolchain.
pub struct Judge {
    pub(super) toolchain: Toolchain,
    pub(super) sysroot: Option<Sysroot>,
    pub(super) sandbox: Sandbox,
    pub(super) harness: Mutex<Option<Arc<Harness>>>,
    pub(super) explorers: BuildOnce<Explorer>,
    pub(super) dependencies: BuildOnce<Dependencies>,
    pub(super) is_for_many: bool,
    pub(super) is_for_verdicts: bool,
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

impl Judge {
    /// A judge that calls this toolchain.
    pub fn new(toolchain: Toolchain) -> Self {
        Self {
            sysroot: Sysroot::without_sources(&toolchain),
            toolchain,
            sandbox: Sandbox::default(),
            harness: Mutex::default(),
            explorers: BuildOnce::default(),
            dependencies: BuildOnce::default(),
            is_for_many: false,
            is_for_verdicts: false,
        }
    }

    /// A judge of many attempts, as grading needs it. Nobody waits for a single one, so nothing is begun that may turn out not to be needed; and where interleavings cannot be explored, an attempt is
    /// not judged.
    #[must_use]
    pub fn for_many(self) -> Self {
        Self {
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
            ..self.for_many()
        }
    }

    /// Confines everything that has to do with an attempt.
    #[must_use]
    pub fn confined(mut self, confinement: Arc<Confinement>) -> Self {
        self.sandbox = Sandbox(Some(confinement));
        self
    }

    /// What keeps attempts in bounds; nothing where they are trusted.
    pub fn protections(&self) -> &[Protection] {
        let confinement = self.sandbox.0.as_ref();
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

    pub(super) fn harness(&self, cancel: &Cancel) -> Result<Arc<Harness>, JudgeError> {
        let mut slot = lock(&self.harness);
        // The cache may be emptied while we run.
        if let Some(harness) = slot.as_ref().filter(|harness| harness.library().is_file()) {
            return Ok(Arc::clone(harness));
        }
        let harness = Arc::new(Harness::prepare(&self.toolchain, cancel)?);
        *slot = Some(Arc::clone(&harness));
        Ok(harness)
    }
}
