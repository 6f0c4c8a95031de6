//! How cargo is to compile the explorer.

use std::collections::HashSet;
use std::ffi::OsString;

use crate::judge::JudgeError;
use crate::judge::build_once::BuildStep;
use crate::judge::cargo::{Blame, Cargo, Made};

/// Both, for cargo.
pub(super) const CONFIG_FILE: &str = "cargo/config.toml";

/// The packages to be built: the stand-ins for `std`, `core` and `alloc`.
pub(super) const PACKAGES: [&str; 3] = ["threadlings-std", "threadlings-core", "threadlings-alloc"];

/// The stand-in's own `Arc` takes what only the compiler's own libraries may use: so does this crate.
pub(super) const UNSTABLE: &str = "explorer";

pub(super) const BLAME: Blame = Blame {
    needs_internet: JudgeError::NeedsInternet,
    refused: JudgeError::Cargo,
    not_compiled: |said, has_code| JudgeError::Explorer { said, has_code },
};

/// Sees to it that all crates are on this machine. Comes back with how many there are.
pub(super) fn resolve(
    cargo: &Cargo,
    host: &str,
    progress: &mut dyn FnMut(BuildStep),
) -> Result<usize, JudgeError> {
    let mut args: Vec<OsString> = ["tree", "--target", host].map(OsString::from).into();
    args.extend(common_args());
    args.extend(["--edges=normal,build", "--prefix=none", "--format={p}"].map(OsString::from));
    let text = cargo.resolve(&args, progress)?;
    // A crate that was listed before is marked.
    let crates: HashSet<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty())
        .collect();
    Ok(crates.len())
}

/// What was built.
pub(super) struct Built {
    pub(super) made: Made,
    /// Whether the stand-in has an `Arc` of its own.
    pub(super) has_arc: bool,
}

/// Compiles, and tells `progress` how many crates are done. What is unstable may be another thing with a toolchain of
/// another day; then the stand-in does without an `Arc` of its own.
pub(super) fn build(cargo: &Cargo, progress: &mut dyn FnMut(usize)) -> Result<Built, JudgeError> {
    match compile(cargo, &[], progress) {
        // It is the code that does not compile, and no compiler that was killed.
        Err(JudgeError::Explorer { has_code: true, .. }) => Ok(Built {
            made: compile(cargo, &["--no-default-features"], progress)?,
            has_arc: false,
        }),
        made => Ok(Built {
            made: made?,
            has_arc: true,
        }),
    }
}

fn compile(
    cargo: &Cargo,
    features: &[&str],
    progress: &mut dyn FnMut(usize),
) -> Result<Made, JudgeError> {
    let mut args: Vec<OsString> = vec!["--profile=explorer".into()];
    args.extend(common_args());
    args.extend(features.iter().map(OsString::from));
    cargo.build(&args, progress)
}

fn common_args() -> impl Iterator<Item = OsString> {
    let packages = PACKAGES.map(|package| format!("--package={package}").into());
    let config = ["--config", CONFIG_FILE].map(OsString::from);
    config.into_iter().chain(packages)
}
