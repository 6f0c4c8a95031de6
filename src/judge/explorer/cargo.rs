//! Calls cargo. It does not know what for.

use std::collections::HashSet;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::complaint::{lacks_crates, not_compiled, trouble, unresolved};
use super::environment::foreign;
use super::messages::Reader;
use super::{ExplorerProgress, JudgeError, PROFILE_FILE, Toolchain, remap};
use crate::process::{self, Cancel, End, Finished, Job, Listener};

/// Enough for a slow connection, or for a slow machine.
const DEADLINE: Duration = Duration::from_mins(15);
const MAX_OUTPUT: usize = 16 << 20;

/// The packages to be built: the stand-ins for `std` and `core`.
pub(super) const PACKAGES: [&str; 2] = ["threadlings-std", "threadlings-core"];

/// Cargo, in a workspace.
pub(super) struct Cargo<'a> {
    program: PathBuf,
    toolchain: &'a Toolchain,
    source: &'a Path,
    target: &'a Path,
    cancel: &'a Cancel,
}

impl<'a> Cargo<'a> {
    /// The toolchain's own cargo, or else the one that calls us or that is on the `PATH`.
    pub(super) fn new(
        toolchain: &'a Toolchain,
        source: &'a Path,
        target: &'a Path,
        cancel: &'a Cancel,
    ) -> Self {
        let own = toolchain.rustc.with_file_name(format!("cargo{EXE_SUFFIX}"));
        let outer = || std::env::var_os("CARGO").map(PathBuf::from);
        let program = Some(own)
            .filter(|own| own.is_file())
            .or_else(|| outer().filter(|outer| outer.is_file()))
            .unwrap_or_else(|| PathBuf::from("cargo"));
        Self {
            program,
            toolchain,
            source,
            target,
            cancel,
        }
    }

    /// Sees to it that all crates are on this machine. Comes back with how many there are.
    pub(super) fn resolve(
        &self,
        progress: &mut dyn FnMut(ExplorerProgress),
    ) -> Result<usize, JudgeError> {
        let list = ["--edges=normal,build", "--prefix=none", "--format={p}"].map(OsString::from);
        let offline = [&list[..], &["--offline".into()]].concat();
        // Without the network first: it is quicker, and a machine without it needs no long wait for a timeout.
        let mut finished = self.run("tree", offline, &mut |_| {})?;
        if finished.end != End::Exited(0) && lacks_crates(&stderr(&finished)) {
            progress(ExplorerProgress::Fetching);
            finished = self.run("tree", list.to_vec(), &mut |_| {})?;
        }
        if finished.end != End::Exited(0) {
            return Err(self.failure(&finished, unresolved));
        }
        let text = String::from_utf8_lossy(&finished.stdout);
        // A crate that was listed before is marked.
        let crates: HashSet<&str> = text
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .filter(|line| !line.is_empty())
            .collect();
        Ok(crates.len())
    }

    /// Compiles, and tells `progress` how many crates are done. Comes back with the libraries that rustc needs to see.
    pub(super) fn build(
        &self,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<PathBuf>, JudgeError> {
        let mut reader = Reader::default();
        let mut done = HashSet::new();
        progress(0);
        let args = vec![
            "--offline".into(),
            "--profile=explorer".into(),
            "--config".into(),
            PROFILE_FILE.into(),
            "--message-format=json-render-diagnostics".into(),
            "--target-dir".into(),
            self.target.into(),
        ];
        let finished = self.run("build", args, &mut |bytes| {
            reader.read(bytes, |artifact| {
                if artifact.is_crate() && done.insert(artifact.package_id.clone()) {
                    progress(done.len());
                }
            });
        })?;
        if finished.end != End::Exited(0) {
            return Err(self.failure(&finished, not_compiled));
        }
        let mut libraries = Vec::new();
        Reader::default().read(&finished.stdout, |artifact| {
            libraries.extend(artifact.libraries(&self.target.join(self.toolchain.host())));
        });
        Ok(libraries)
    }

    fn run(
        &self,
        command: &str,
        more: Vec<OsString>,
        listener: &mut Listener,
    ) -> Result<Finished, JudgeError> {
        let host = self.toolchain.host();
        let mut args = [command, "--target", host].map(OsString::from).to_vec();
        args.extend(PACKAGES.map(|package| format!("--package={package}").into()));
        args.extend(more);
        let job = Job {
            program: self.program.clone(),
            args,
            current_dir: self.source.to_owned(),
            env_remove: foreign(),
            env: self.env(),
            stdin: Vec::new(),
            deadline: DEADLINE,
            max_output: MAX_OUTPUT,
            max_memory: None,
            confined: None,
        };
        let finished = process::run_and_listen(&job, self.cancel, listener).map_err(|error| {
            if error.is_missing() {
                JudgeError::NoCargo(self.toolchain.rustc.display().to_string())
            } else {
                error.into()
            }
        })?;
        if finished.end == End::Cancelled {
            return Err(JudgeError::Cancelled);
        }
        Ok(finished)
    }

    /// What goes before the user's own configuration of cargo, of which the proxies and mirrors are to stay.
    fn env(&self) -> Vec<(String, OsString)> {
        let mut env: Vec<(&str, OsString)> = vec![
            ("RUSTC", self.toolchain.rustc.clone().into()),
            ("RUSTC_WRAPPER", "".into()),
            ("RUSTC_WORKSPACE_WRAPPER", "".into()),
            ("CARGO_ENCODED_RUSTFLAGS", remap(self.source).into()),
            ("CARGO_BUILD_BUILD_DIR", self.target.into()),
            ("CARGO_INCREMENTAL", "0".into()),
            ("CARGO_TERM_COLOR", "never".into()),
        ];
        if std::env::var_os("CARGO_NET_RETRY").is_none() {
            // Three, as cargo would, keep a student without the internet waiting for ten seconds.
            env.push(("CARGO_NET_RETRY", "1".into()));
        }
        env.into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    fn failure(&self, finished: &Finished, otherwise: fn(&str) -> JudgeError) -> JudgeError {
        if finished.end == End::DeadlinePassed {
            let minutes = DEADLINE.as_secs() / 60;
            return JudgeError::Cargo(format!("it was still at it after {minutes} minutes"));
        }
        let stderr = stderr(finished);
        trouble(&stderr, self.target).unwrap_or_else(|| otherwise(&stderr))
    }
}

fn stderr(finished: &Finished) -> String {
    String::from_utf8_lossy(&finished.stderr).into_owned()
}
