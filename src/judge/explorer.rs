//! The explorer: our stand-in for `std`, compiled once per toolchain, for attempts to be linked against.
//!
//! Its sources travel inside the program. [`cargo`] compiles them, since they stand on other crates; the harness, linked
//! against the stand-in, needs rustc alone. It must not know what the stand-in does.

mod cargo;
mod complaint;
mod environment;
mod messages;
mod shelf;

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::build::write;
use super::cache::{Entry, Kept};
use super::compiler::Compilation;
use super::toolchain::{EDITION, Toolchain};
use super::{JudgeError, io_error};
use crate::archive::unpack;
use crate::process::Cancel;
use cargo::Cargo;

pub use shelf::ExplorerTurn;
pub(super) use shelf::Shelf;

/// The crates' manifests and sources and our lock file, packed by `build.rs`.
static SOURCES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/explorer.tar.gz"));

/// The manifest above them.
const WORKSPACE: &str = "[workspace]\nmembers = [\"explorer/*\"]\nresolver = \"3\"\n";

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
const PROFILE_FILE: &str = "profile.toml";

/// The harness, as `(file name, text)`.
const PROBES: [(&str, &str); 4] = [
    // The stand-in's own `main` has it too.
    ("channel.rs", include_str!("../../harness/channel.rs")),
    ("lib.rs", include_str!("../../harness/lib.rs")),
    ("explored.rs", include_str!("../../harness/explored.rs")),
    ("probes.rs", include_str!("../../harness/probes.rs")),
];
const PROBES_FLAGS: [&str; 6] = [
    "--crate-name=probes",
    "--crate-type=rlib",
    "--cfg=explored",
    "-Copt-level=3",
    "-Cprefer-dynamic",
    "--cap-lints=allow",
];

/// Sources are compiled in a folder whose name is another one every time; what comes of it must not tell.
const REMAP: &str = "--remap-path-prefix={source}=.";

/// In the folder of the compiled explorer: all libraries, the stand-in among them.
const DEPS: &str = "deps";
const LIBRARY: &str = "libexplorer.rlib";
/// The stand-in for `core`, beside it.
const CORE: &str = "libexplorer_core.rlib";
const PROBES_LIBRARY: &str = "libprobes.rlib";
/// The list of its files with their lengths, by which a damaged folder is told from a whole one.
const CONTENTS: &str = "contents";

/// The compiled explorer.
pub struct Explorer {
    /// The stand-in: `--extern std=…`.
    pub library: PathBuf,
    /// Where what it depends on lies: `-L dependency=…`.
    pub deps: PathBuf,
    /// The harness, linked against the stand-in: `--extern probes=…`.
    pub probes: PathBuf,
    kept: Kept,
}

/// How far building the explorer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExplorerProgress {
    /// Another process builds it.
    Waiting,
    /// What it depends on is being fetched.
    Fetching,
    /// So many of its crates are compiled.
    Compiling {
        /// Compiled.
        done: usize,
        /// All of them.
        total: usize,
    },
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
        progress: &mut dyn FnMut(ExplorerProgress),
    ) -> Result<Self, JudgeError> {
        let entry = entry(toolchain);
        if let Some(kept) = entry.find() {
            return Ok(Self::of(kept));
        }
        let lock = entry.lock(cancel, || progress(ExplorerProgress::Waiting))?;
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

    /// What has rustc take the stand-ins for `std` and `core`.
    pub(super) fn args(&self) -> [OsString; 6] {
        let mut std = OsString::from("std=");
        std.push(&self.library);
        let mut core = OsString::from("core=");
        core.push(self.deps.join(CORE));
        let mut search = OsString::from("dependency=");
        search.push(&self.deps);
        [
            "--extern".into(),
            std,
            "--extern".into(),
            core,
            "-L".into(),
            search,
        ]
    }

    /// The folder that holds all of it.
    pub fn dir(&self) -> &Path {
        &self.kept.dir
    }

    /// Whether it is in the cache, where later runs find it.
    pub fn is_kept(&self) -> bool {
        self.kept.is_shared()
    }

    /// Whether all of it is still there: the cache may be emptied while we run.
    pub(super) fn is_whole(&self) -> bool {
        is_whole(&self.kept.dir)
    }

    /// How many bytes it takes.
    pub fn size(&self) -> u64 {
        contents(&self.kept.dir)
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
    (SOURCES, WORKSPACE, cargo::PACKAGES, PROFILE, REMAP).hash(&mut hasher);
    (PROBES, PROBES_FLAGS).hash(&mut hasher);
    hasher.finish()
}

fn build(
    toolchain: &Toolchain,
    dir: &Path,
    cancel: &Cancel,
    progress: &mut dyn FnMut(ExplorerProgress),
) -> Result<(), JudgeError> {
    let source = dir.join("source");
    let target = dir.join("target");
    let deps = dir.join(DEPS);
    write(&source.join(PROFILE_FILE), PROFILE)?;
    for (path, text) in unpack(SOURCES).map_err(io_error("the explorer's sources"))? {
        write(&source.join(path), text)?;
    }
    write(&source.join("Cargo.toml"), WORKSPACE)?;
    for (name, text) in PROBES {
        write(&source.join("harness").join(name), text)?;
    }

    let cargo = Cargo::new(toolchain, &source, &target, cancel);
    // The harness is one more.
    let total = cargo.resolve(progress)? + 1;
    let libraries =
        cargo.build(&mut |done| progress(ExplorerProgress::Compiling { done, total }))?;
    fs::create_dir_all(&deps).map_err(io_error(&deps))?;
    for library in libraries {
        let name = library.file_name().unwrap_or_default();
        fs::rename(&library, deps.join(name)).map_err(io_error(&library))?;
    }
    build_probes(toolchain, dir, cancel)?;
    progress(ExplorerProgress::Compiling { done: total, total });

    for folder in [source, target] {
        fs::remove_dir_all(&folder).map_err(io_error(&folder))?;
    }
    let list = list(dir).map_err(io_error(dir))?;
    write(&dir.join(CONTENTS), list)
}

fn build_probes(toolchain: &Toolchain, dir: &Path, cancel: &Cancel) -> Result<(), JudgeError> {
    let source = dir.join("source/harness");
    let deps = dir.join(DEPS);
    let mut search = OsString::from("dependency=");
    search.push(&deps);
    let compiled = Compilation::new(&toolchain.rustc, &source, "lib.rs", EDITION)
        .with_crate("std", &deps.join(LIBRARY))
        .args(["-L".into(), search])
        .args(PROBES_FLAGS)
        .args([remap(&source)])
        .args(["-o".into(), dir.join(PROBES_LIBRARY)])
        .run(cancel)?;
    if compiled.succeeded() {
        Ok(())
    } else {
        let said = compiled.gist();
        Err(complaint::trouble(&said, dir).unwrap_or(JudgeError::Explorer(said)))
    }
}

fn remap(source: &Path) -> String {
    REMAP.replace("{source}", &source.display().to_string())
}

/// Whatever could not be written, it is the cache that a person can do something about: `dir` is gone by then.
fn on_full_disk(error: JudgeError, dir: &Path) -> JudgeError {
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

/// `LENGTH PATH`, a line for each file that makes up the explorer.
fn list(dir: &Path) -> io::Result<String> {
    let mut paths = vec![PROBES_LIBRARY.to_owned()];
    for file in fs::read_dir(dir.join(DEPS))? {
        paths.push(format!("{DEPS}/{}", file?.file_name().to_string_lossy()));
    }
    paths
        .iter()
        .map(|path| Ok(format!("{} {path}\n", fs::metadata(dir.join(path))?.len())))
        .collect()
}

/// The files that should be there, with their lengths.
fn contents(dir: &Path) -> Option<Vec<(PathBuf, u64)>> {
    let text = fs::read_to_string(dir.join(CONTENTS)).ok()?;
    text.lines()
        .map(|line| {
            let (length, path) = line.split_once(' ')?;
            Some((dir.join(path), length.parse().ok()?))
        })
        .collect()
}

fn is_whole(dir: &Path) -> bool {
    contents(dir).is_some_and(|files| {
        !files.is_empty()
            && files
                .iter()
                .all(|(path, length)| fs::metadata(path).is_ok_and(|file| file.len() == *length))
    })
}

#[cfg(test)]
mod tests;
