//! The explorer: our stand-in for `std`, compiled once per toolchain, for attempts to be linked against.
//!
//! Its sources travel inside the program. [`cargo`] compiles them, since they stand on other crates; the harness, linked
//! against the stand-in, needs rustc alone. It must not know what the stand-in does.

mod cargo;
mod prepare;

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::JudgeError;
use super::build_once::BuildStep;
use super::cache::contents::{self, CONTENTS, is_whole};
use super::cache::{Entry, Kept};
use super::cargo::{Cargo, REMAP, remap, search_args, trouble_with_machine};
use super::compiler::Compilation;
use super::toolchain::{EDITION, SHARED_STD, Toolchain};
use crate::archive::unpack;
use crate::judge::files::io_error;
use crate::judge::files::write;
use crate::process::Cancel;

/// A workspace with a lock file and, below `vendor`, all that it depends on, packed by `build.rs`. Where cargo did not have
/// that, `vendor` is missing.
static SOURCES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/explorer.tar.gz"));

/// The machine that `vendor` has all crates for.
const TARGET: &str = env!("THREADLINGS_TARGET");
const VENDORED: &str = "vendor/";

/// How they are compiled. Not in the manifest: there, a `[profile.release]` of the user's own would go before it.
const PROFILE: &str = r#"
[profile.explorer]
inherits = "release"
opt-level = 3
debug = false
strip = false
debug-assertions = false
overflow-checks = false
lto = false
panic = "unwind"
incremental = false
codegen-units = 16
rpath = false
"#;

/// Where the crates are. The folder is relative to the one above that of this file.
const SOURCE: &str = r#"
[source.crates-io]
replace-with = "threadlings"
[source.threadlings]
directory = "vendor"
"#;

/// The harness, as `(file name, text)`.
const PROBES: [(&str, &str); 3] = [
    ("lib.rs", include_str!("../../harness/lib.rs")),
    ("explored.rs", include_str!("../../harness/explored.rs")),
    ("probes.rs", include_str!("../../harness/probes.rs")),
];
const PROBES_FLAGS: [&str; 6] = [
    "--crate-name=probes",
    "--crate-type=rlib",
    "--cfg=explored",
    "-Copt-level=3",
    SHARED_STD,
    "--cap-lints=allow",
];

/// In the folder of the compiled explorer: all libraries, the stand-in among them.
const DEPS: &str = "deps";
const LIBRARY: &str = "libexplorer.rlib";
/// The stand-ins for `core` and `alloc`, beside it.
const CORE: &str = "libexplorer_core.rlib";
const ALLOC: &str = "libexplorer_alloc.rlib";
const PROBES_LIBRARY: &str = "libprobes.rlib";
/// A file that is there where `Arc` is the real one.
const REAL_ARC: &str = "real_arc";
/// The compiled explorer.
pub struct Explorer {
    /// The stand-in: `--extern std=…`.
    pub library: PathBuf,
    /// Where what it depends on lies.
    pub deps: PathBuf,
    /// The harness, linked against the stand-in: `--extern probes=…`.
    pub probes: PathBuf,
    kept: Kept,
}

impl Explorer {
    /// Takes it from the cache, if it is there.
    pub(super) fn find(toolchain: &Toolchain) -> Option<Self> {
        entry(toolchain).find().map(Self::of)
    }

    /// Takes it from the cache, or compiles it. Where another process does that already, waits for it.
    pub(super) fn prepare(
        toolchain: &Toolchain,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildStep),
    ) -> Result<Self, JudgeError> {
        let entry = entry(toolchain);
        if let Some(kept) = entry.find() {
            return Ok(Self::of(kept));
        }
        let lock = entry.lock(cancel, || progress(BuildStep::Waiting))?;
        // Whoever we waited for has built it for us too.
        if let Some(kept) = entry.find() {
            return Ok(Self::of(kept));
        }
        if let Some(lock) = &lock {
            entry.sweep(lock);
        }
        entry
            .make(|dir| {
                build(toolchain, dir, cancel, progress).map_err(|error| on_full_disk(error, dir))
            })
            .map(Self::of)
    }

    fn of(kept: Kept) -> Self {
        let deps = kept.dir.join(DEPS);
        Self {
            library: deps.join(LIBRARY),
            probes: kept.dir.join(PROBES_LIBRARY),
            deps,
            kept,
        }
    }

    /// What has rustc take the stand-ins for `std`, `core` and `alloc`.
    pub(super) fn args(&self) -> Vec<OsString> {
        let stand_in = |real: &str, library: &Path| {
            let mut arg = OsString::from(real);
            arg.push(library);
            arg
        };
        let mut args = vec![
            "--extern".into(),
            stand_in("std=", &self.library),
            "--extern".into(),
            stand_in("core=", &self.deps.join(CORE)),
            "--extern".into(),
            stand_in("alloc=", &self.deps.join(ALLOC)),
        ];
        args.extend(search_args(&self.deps));
        args
    }

    /// Whether the stand-in has an `Arc` of its own. With the real one, not every order of clones and drops is tried.
    pub fn has_arc(&self) -> bool {
        !self.dir().join(REAL_ARC).exists()
    }

    /// The folder that holds all of it.
    pub fn dir(&self) -> &Path {
        &self.kept.dir
    }

    /// Whether it is in the cache, where later runs find it.
    pub fn is_kept(&self) -> bool {
        self.kept.is_shared()
    }

    /// How many bytes it takes.
    pub fn size(&self) -> u64 {
        contents::contents(&self.kept.dir)
            .unwrap_or_default()
            .iter()
            .map(|(_, length)| length)
            .sum()
    }
}

fn entry(toolchain: &Toolchain) -> Entry {
    Entry::new("explorer", key(toolchain), is_whole)
}

/// Changes with everything the compiled explorer depends on.
fn key(toolchain: &Toolchain) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&toolchain.version, &toolchain.libdir).hash(&mut hasher);
    (SOURCES, cargo::PACKAGES, cargo::UNSTABLE).hash(&mut hasher);
    (PROFILE, SOURCE, REMAP).hash(&mut hasher);
    (PROBES, PROBES_FLAGS).hash(&mut hasher);
    hasher.finish()
}

fn build(
    toolchain: &Toolchain,
    dir: &Path,
    cancel: &Cancel,
    progress: &mut dyn FnMut(BuildStep),
) -> Result<(), JudgeError> {
    let source = dir.join("source");
    let target = dir.join("target");
    let deps = dir.join(DEPS);
    let mut files = unpack(SOURCES).map_err(io_error("the explorer's sources"))?;
    let is_vendored = |path: &String| path.starts_with(VENDORED);
    if toolchain.host() != TARGET {
        files.retain(|path, _| !is_vendored(path));
    }
    let crates = if files.keys().any(is_vendored) {
        SOURCE
    } else {
        ""
    };
    write(&source.join(cargo::CONFIG_FILE), [PROFILE, crates].concat())?;
    for (path, text) in files {
        write(&source.join(path), text)?;
    }
    for (name, text) in PROBES {
        write(&source.join("harness").join(name), text)?;
    }

    let cargo = Cargo::new(toolchain, &source, &target, cargo::BLAME, cancel)
        .with_unstable(cargo::UNSTABLE);
    // The harness is one more.
    let total = cargo::resolve(&cargo, toolchain.host(), progress)? + 1;
    let built = cargo::build(&cargo, &mut |done| {
        progress(BuildStep::Compiling { done, total });
    })?;
    fs::create_dir_all(&deps).map_err(io_error(&deps))?;
    let artifacts = built.made.artifacts.iter();
    for library in artifacts.flat_map(|artifact| artifact.libraries(&cargo.target())) {
        let name = library.file_name().unwrap_or_default();
        fs::rename(&library, deps.join(name)).map_err(io_error(&library))?;
    }
    cargo.keep_native(&built.made, &deps)?;
    if !built.has_arc {
        write(&dir.join(REAL_ARC), "")?;
    }
    build_probes(toolchain, dir, cancel)?;
    progress(BuildStep::Compiling { done: total, total });

    for folder in [source, target] {
        fs::remove_dir_all(&folder).map_err(io_error(&folder))?;
    }
    let list = list(dir).map_err(io_error(dir))?;
    write(&dir.join(CONTENTS), list)
}

fn build_probes(toolchain: &Toolchain, dir: &Path, cancel: &Cancel) -> Result<(), JudgeError> {
    let source = dir.join("source/harness");
    let deps = dir.join(DEPS);
    let compiled = Compilation::new(&toolchain.rustc, &source, "lib.rs", EDITION)
        .with_crate("std", &deps.join(LIBRARY))
        .args(search_args(&deps))
        .args(PROBES_FLAGS)
        .args([remap(&source)])
        .args(["-o".into(), dir.join(PROBES_LIBRARY)])
        .run(cancel)?;
    if compiled.succeeded() {
        Ok(())
    } else {
        let said = compiled.gist();
        let has_code = compiled.errors().any(|error| error.code.is_some());
        Err(trouble_with_machine(&said, dir).unwrap_or(JudgeError::Explorer { said, has_code }))
    }
}

/// Whatever could not be written, it is the cache that a person can do something about: `dir` is gone by then.
pub(super) fn on_full_disk(error: JudgeError, dir: &Path) -> JudgeError {
    match error {
        JudgeError::Io { source, .. }
            if [ErrorKind::StorageFull, ErrorKind::QuotaExceeded].contains(&source.kind()) =>
        {
            let cache = dir.parent().unwrap_or(dir);
            JudgeError::DiskFull(cache.display().to_string())
        }
        other => other,
    }
}

/// The list of the files that make up the explorer.
fn list(dir: &Path) -> io::Result<String> {
    let mut paths = vec![PROBES_LIBRARY.to_owned()];
    if dir.join(REAL_ARC).exists() {
        paths.push(REAL_ARC.to_owned());
    }
    for file in fs::read_dir(dir.join(DEPS))? {
        paths.push(format!("{DEPS}/{}", file?.file_name().to_string_lossy()));
    }
    contents::list(dir, &paths)
}

#[cfg(test)]
mod tests;
