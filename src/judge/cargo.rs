//! Calls cargo. It does not know what for.

mod complaint;
mod environment;
mod messages;
mod native;

use std::collections::HashSet;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::build_once::BuildStep;
use super::{JudgeError, Toolchain};
use crate::judge::files::io_error;
use crate::process::{self, Cancel, End, Finished, Job, Listener};
use complaint::{cause, gist, has_code, lacks_crates, trouble};
use environment::foreign;
use messages::{Message, Reader};

pub(super) use complaint::trouble as trouble_with_machine;
pub(super) use messages::Artifact;

/// Enough for a slow connection, or for a slow machine.
const DEADLINE: Duration = Duration::from_mins(15);
const MAX_OUTPUT: usize = 16 << 20;

/// Has the linker find what lies in `deps` beside the libraries of crates.
pub(super) fn search_args(deps: &Path) -> [OsString; 4] {
    let kind = |kind: &str| {
        let mut arg = OsString::from(kind);
        arg.push(deps);
        arg
    };
    [
        "-L".into(),
        kind("dependency="),
        "-L".into(),
        kind("native="),
    ]
}

/// Sources are compiled in a folder whose name is another one every time; what comes of it must not tell. With nothing in its
/// place, Rust 1.91 names files as later ones do.
pub(super) const REMAP: &str = "--remap-path-prefix={source}=";

pub(super) fn remap(source: &Path) -> String {
    REMAP.replace("{source}", &source.display().to_string())
}

/// What it means for us that cargo gives up.
#[derive(Clone, Copy)]
pub(super) struct Blame {
    /// Something is not on this machine and cannot be fetched, for this reason.
    pub(super) needs_internet: fn(String) -> JudgeError,
    /// Cargo refuses for this reason.
    pub(super) refused: fn(String) -> JudgeError,
    /// The compiler says this, and whether it gave that a code.
    pub(super) not_compiled: fn(String, bool) -> JudgeError,
}

/// What cargo made.
pub(super) struct Made {
    pub(super) artifacts: Vec<Artifact>,
    /// Where build scripts have the linker look for libraries.
    search_paths: Vec<PathBuf>,
}

/// Cargo, in a package or workspace.
pub(super) struct Cargo<'a> {
    program: PathBuf,
    toolchain: &'a Toolchain,
    source: &'a Path,
    target: &'a Path,
    unstable: Option<&'static str>,
    blame: Blame,
    cancel: &'a Cancel,
}

impl<'a> Cargo<'a> {
    /// The toolchain's own cargo, or else the one that calls us or that is on the `PATH`.
    pub(super) fn new(
        toolchain: &'a Toolchain,
        source: &'a Path,
        target: &'a Path,
        blame: Blame,
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
            unstable: None,
            blame,
            cancel,
        }
    }

    /// Lets the crate with this name, and no other, use what is unstable, with any toolchain.
    pub(super) fn with_unstable(self, name: &'static str) -> Self {
        Self {
            unstable: Some(name),
            ..self
        }
    }

    /// Where what is compiled for programs of ours goes.
    pub(super) fn target(&self) -> PathBuf {
        self.target.join(self.toolchain.host())
    }

    /// Calls a command that looks at all crates, fetching those that are not on this machine. Comes back with what it
    /// prints.
    pub(super) fn resolve(
        &self,
        args: &[OsString],
        progress: &mut dyn FnMut(BuildStep),
    ) -> Result<String, JudgeError> {
        let offline = [args, &["--offline".into()]].concat();
        // Without the network first: it is quicker, and a machine without it needs no long wait for a timeout.
        let mut finished = self.run(offline, &mut |_| {})?;
        if finished.end != End::Exited(0) && lacks_crates(&stderr(&finished)) {
            progress(BuildStep::Fetching);
            finished = self.run(args.to_vec(), &mut |_| {})?;
        }
        if finished.end == End::Exited(0) {
            return Ok(String::from_utf8_lossy(&finished.stdout).into_owned());
        }
        Err(self.failure(&finished, |stderr| {
            if lacks_crates(stderr) {
                // What could not be had says less than why.
                let why = cause(stderr).map_or_else(|| gist(stderr), str::to_owned);
                (self.blame.needs_internet)(why)
            } else {
                (self.blame.refused)(gist(stderr))
            }
        }))
    }

    /// Compiles, and tells `progress` how many crates are done. Comes back with what was made.
    pub(super) fn build(
        &self,
        more: &[OsString],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Made, JudgeError> {
        let mut reader = Reader::default();
        let mut done = HashSet::new();
        progress(0);
        let mut args: Vec<OsString> = vec![
            "build".into(),
            "--offline".into(),
            "--target".into(),
            self.toolchain.host().into(),
            "--message-format=json-render-diagnostics".into(),
            "--target-dir".into(),
            self.target.into(),
        ];
        args.extend(more.iter().cloned());
        let finished = self.run(args, &mut |bytes| {
            reader.read(bytes, |message| {
                if let Message::Artifact(artifact) = message
                    && artifact.is_crate()
                    && done.insert(artifact.package_id)
                {
                    progress(done.len());
                }
            });
        })?;
        if finished.end != End::Exited(0) {
            return Err(self.failure(&finished, |stderr| {
                (self.blame.not_compiled)(gist(stderr), has_code(stderr))
            }));
        }
        let mut made = Made {
            artifacts: Vec::new(),
            search_paths: Vec::new(),
        };
        Reader::default().read(&finished.stdout, |message| match message {
            Message::Artifact(artifact) => made.artifacts.push(artifact),
            Message::BuildScript(script) => made.search_paths.extend(script.search_paths()),
        });
        Ok(made)
    }

    /// Copies to `deps` what the linker needs besides the libraries of crates, and comes back with the files' names.
    pub(super) fn keep_native(&self, made: &Made, deps: &Path) -> Result<Vec<String>, JudgeError> {
        native::copy(&made.search_paths, self.target, deps).map_err(io_error(deps))
    }

    fn run(&self, args: Vec<OsString>, listener: &mut Listener) -> Result<Finished, JudgeError> {
        let job = Job {
            program: self.program.clone(),
            args,
            current_dir: self.source.to_owned(),
            env_remove: foreign(),
            env: self.env(),
            stdin: Vec::new(),
            deadline: DEADLINE,
            max_stdout: MAX_OUTPUT,
            max_stderr: MAX_OUTPUT,
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
        if let Some(name) = self.unstable {
            env.push(("RUSTC_BOOTSTRAP", name.into()));
        }
        if std::env::var_os("CARGO_NET_RETRY").is_none() {
            // Three, as cargo would, keep a student without the internet waiting for ten seconds.
            env.push(("CARGO_NET_RETRY", "1".into()));
        }
        env.into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    fn failure(
        &self,
        finished: &Finished,
        otherwise: impl FnOnce(&str) -> JudgeError,
    ) -> JudgeError {
        if finished.end == End::DeadlinePassed {
            let minutes = DEADLINE.as_secs() / 60;
            return (self.blame.refused)(format!("it was still at it after {minutes} minutes"));
        }
        let stderr = stderr(finished);
        trouble(&stderr, self.target).unwrap_or_else(|| otherwise(&stderr))
    }
}

fn stderr(finished: &Finished) -> String {
    String::from_utf8_lossy(&finished.stderr).into_owned()
}
