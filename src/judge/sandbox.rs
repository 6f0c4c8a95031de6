//! The sandbox: what each job of an attempt may touch when nothing of the attempt is trusted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::toolchain::Toolchain;
use crate::process::{Confined, Confinement};

/// Confines the jobs of one judge, or none of them.
#[derive(Default)]
pub(super) struct Sandbox(pub(super) Option<Arc<Confinement>>);

impl Sandbox {
    /// A program with the attempt in it: it sees itself, the standard library, and what is below `beside`.
    pub(super) fn running(
        &self,
        toolchain: &Toolchain,
        binary: &Path,
        folder: &Path,
        beside: Option<&Path>,
    ) -> Option<Confined> {
        let reads = [toolchain.libdir.as_path(), binary];
        let reads = reads.into_iter().chain(beside).map(Path::to_owned);
        let confinement = self.0.as_ref()?;
        Some(confinement.program(reads.collect(), folder.to_owned()))
    }

    /// The compiler, which reads what is below `reads` and itself.
    pub(super) fn tools(
        &self,
        toolchain: &Toolchain,
        reads: &Path,
        more: &[PathBuf],
        writes: &Path,
    ) -> Option<Confined> {
        let confinement = self.0.as_ref()?;
        // Not the folder above them, which is `/usr` where Rust came with the system.
        let toolchain = ["bin", "lib"].map(|folder| toolchain.sysroot().join(folder));
        let reads = toolchain.into_iter().chain([reads.to_owned()]);
        let reads = reads.chain(more.iter().cloned()).collect();
        Some(confinement.tools(reads, vec![writes.to_owned()]))
    }
}
