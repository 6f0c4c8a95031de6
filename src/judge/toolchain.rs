//! Which compiler judges: found once, then called directly, past rustup's proxies and past cargo.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, Cancel, End, Job};

/// The edition of our own exercises.
pub(super) const EDITION: &str = "2024";

/// Whether programs share the standard library, which makes them quicker to link. On Windows each has its own: for the GNU
/// toolchain, rustc would need a `dlltool` to link with the shared one, and the toolchain's does not work without an assembler.
pub const SHARED_STD: &str = if cfg!(windows) {
    "-Cprefer-dynamic=no"
} else {
    "-Cprefer-dynamic"
};

/// How long `rustc` may take to say who it is. The first call may wake a cold disk.
const INTRODUCTION: Duration = Duration::from_secs(30);

/// The oldest release that will do.
pub const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// A Rust toolchain.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// `rustc` itself.
    pub rustc: PathBuf,
    /// `clippy-driver`, where the toolchain has one.
    pub clippy: Option<PathBuf>,
    /// Where the standard library lies, for the linker and the loader.
    pub libdir: PathBuf,
    /// What `rustc -vV` prints.
    pub version: String,
}

/// No usable toolchain.
#[derive(Debug, thiserror::Error)]
pub enum ToolchainError {
    /// Not on the `PATH`.
    #[error("`{0}` was not found; install Rust from https://rustup.rs and open a new terminal")]
    Missing(String),
    /// There, but it does not answer.
    #[error("`{0}` does not work: {1}")]
    Broken(String, String),
    /// There, and hangs.
    #[error(
        "`{0}` did not say within {s} s which version it is; try `{0} -vV` yourself",
        s = INTRODUCTION.as_secs()
    )]
    Silent(String),
    /// It is older than [`OLDEST`].
    #[error(
        "{} is too old: it must be {OLDEST} or newer; run `rustup update`, or install Rust from https://rustup.rs", .0.name()
    )]
    TooOld(Toolchain),
}

impl Toolchain {
    /// Asks the `rustc` that `dir` would use (`RUSTC`, or the one on the `PATH`) where everything is.
    pub fn find(dir: &Path) -> Result<Self, ToolchainError> {
        let proxy = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        // One line each.
        let places = ask(&proxy, &["--print=sysroot", "--print=target-libdir"], dir)?;
        let mut places = places.lines().map(PathBuf::from);
        let [sysroot, libdir] = [(); 2].map(|()| places.next().unwrap_or_default());
        let direct = sysroot.join("bin").join(format!("rustc{EXE_SUFFIX}"));
        let rustc = if direct.is_file() { direct } else { proxy };
        let clippy = sysroot
            .join("bin")
            .join(format!("clippy-driver{EXE_SUFFIX}"));
        let version = ask(&rustc, &["-vV"], dir)?;
        let toolchain = Self {
            clippy: clippy.is_file().then_some(clippy),
            rustc,
            libdir,
            version: version.trim().to_owned(),
        };
        if is_recent(&toolchain.version, OLDEST) {
            Ok(toolchain)
        } else {
            Err(ToolchainError::TooOld(toolchain))
        }
    }

    /// `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub fn name(&self) -> &str {
        self.version.lines().next().unwrap_or_default()
    }

    /// `x86_64-unknown-linux-gnu`: what it runs on, and compiles for unless told otherwise.
    pub fn host(&self) -> &str {
        self.version
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default()
    }

    /// The folder of the whole toolchain. The standard library lies four folders below it: `lib/rustlib/TARGET/lib`.
    pub(super) fn sysroot(&self) -> &Path {
        let above = self.libdir.ancestors().nth(4);
        above.unwrap_or(&self.libdir)
    }

    /// What a program that shares the standard library needs to find it.
    pub fn loader_env(&self) -> (String, OsString) {
        let name = if cfg!(windows) {
            "PATH"
        } else if cfg!(target_os = "macos") {
            "DYLD_LIBRARY_PATH"
        } else {
            "LD_LIBRARY_PATH"
        };
        let mut paths = vec![self.libdir.clone()];
        if let Some(already) = std::env::var_os(name) {
            paths.extend(std::env::split_paths(&already));
        }
        let value =
            std::env::join_paths(paths).unwrap_or_else(|_| self.libdir.clone().into_os_string());
        (name.to_owned(), value)
    }
}

fn ask(rustc: &Path, args: &[&str], dir: &Path) -> Result<String, ToolchainError> {
    let job = Job {
        program: rustc.to_owned(),
        args: args.iter().map(OsString::from).collect(),
        current_dir: dir.to_owned(),
        env_remove: Vec::new(),
        env: Vec::new(),
        stdin: Vec::new(),
        deadline: INTRODUCTION,
        max_stdout: 64 * 1024,
        max_stderr: 64 * 1024,
        max_memory: None,
        confined: None,
    };
    let shown = rustc.display().to_string();
    let finished = process::run(&job, &Cancel::new()).map_err(|error| {
        if error.is_missing() {
            ToolchainError::Missing(shown.clone())
        } else {
            ToolchainError::Broken(shown.clone(), format!("{:#}", anyhow::Error::from(error)))
        }
    })?;
    match finished.end {
        End::Exited(0) => Ok(String::from_utf8_lossy(&finished.stdout).into_owned()),
        End::DeadlinePassed => Err(ToolchainError::Silent(shown)),
        _ => {
            let said = String::from_utf8_lossy(&finished.stderr).trim().to_owned();
            Err(ToolchainError::Broken(shown, said))
        }
    }
}

/// Whether what `rustc -vV` printed has a release of at least `oldest`. Releases without numbers are believed.
fn is_recent(version: &str, oldest: &str) -> bool {
    let release = version
        .lines()
        .find_map(|line| line.strip_prefix("release: "));
    match (release.and_then(numbers), numbers(oldest)) {
        (Some(release), Some(oldest)) => release >= oldest,
        _ => true,
    }
}

/// `1.95.0-nightly` as numbers.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let plain = version.split('-').next()?.trim();
    let mut numbers = [0; 3];
    for (index, part) in plain.split('.').enumerate() {
        *numbers.get_mut(index)? = part.parse().ok()?;
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(release: &str) -> String {
        format!("rustc {release} (abc 2026-01-01)\nbinary: rustc\nrelease: {release}")
    }

    #[test]
    fn releases_are_compared_by_their_numbers() {
        for release in ["1.91.0", "1.100.0", "2.0.0", "1.91.0-nightly", "dev"] {
            assert!(is_recent(&version(release), "1.91"), "{release}");
        }
        for release in ["1.90.9", "1.9.0", "0.99.0", "1.90.0-beta.2"] {
            assert!(!is_recent(&version(release), "1.91"), "{release}");
        }
        assert!(is_recent("rustc of my own", "1.91"));
    }
}
