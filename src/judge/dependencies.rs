//! The crates that a kit's exercises use: what the kit's `Cargo.toml` names, compiled once with cargo, for attempts to be linked
//! with. It must not know what they are for.

mod cargo;
mod concurrency;
mod prepare;

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::JudgeError;
use super::build_once::BuildStep;
use super::cache::contents::{self, CONTENTS, is_whole};
use super::cache::{Entry, Kept};
use super::cargo::{Cargo, REMAP, search_args};
use super::explorer::on_full_disk;
use super::toolchain::Toolchain;
use crate::judge::files::io_error;
use crate::judge::files::write;
use crate::kit::Crates;
use crate::process::Cancel;
use cargo::External;
use concurrency::{Concurrency, REFUSED};

/// In the folder of the compiled crates: all libraries.
const DEPS: &str = "deps";
/// How exercises call them, and how each gets on with the explorer: `NAME tests|all none|unseen|refused FILE`, a line for each.
const EXTERNS: &str = "externs";
/// Changes when the files are written differently.
const VERSION: u32 = 3;

/// Compiled crates.
pub(super) struct Dependencies {
    externs: Vec<External>,
    kept: Kept,
}

impl Dependencies {
    fn find(entry: &Entry) -> Option<Self> {
        let kept = entry.find()?;
        let text = fs::read_to_string(kept.dir.join(EXTERNS)).ok()?;
        let externs = text.lines().map(External::parse).collect::<Option<_>>()?;
        Some(Self { externs, kept })
    }

    /// Takes them from the cache, or compiles them. Where another process does that already, waits for it.
    fn prepare(
        toolchain: &Toolchain,
        crates: &Crates,
        cancel: &Cancel,
        progress: &mut dyn FnMut(BuildStep),
    ) -> Result<Self, JudgeError> {
        let entry = entry(toolchain, crates);
        if let Some(found) = Self::find(&entry) {
            return Ok(found);
        }
        let lock = entry.lock(cancel, || progress(BuildStep::Waiting))?;
        // Whoever we waited for may have built them for us too.
        if let Some(found) = Self::find(&entry) {
            return Ok(found);
        }
        if let Some(lock) = &lock {
            entry.sweep(lock);
        }
        let mut externs = Vec::new();
        let kept = entry.make(|dir| {
            externs = build(toolchain, crates, dir, cancel, progress)
                .map_err(|error| on_full_disk(error, dir))?;
            Ok(())
        })?;
        Ok(Self { externs, kept })
    }

    /// Where they lie.
    pub(super) fn dir(&self) -> &Path {
        &self.kept.dir
    }

    /// What has the compiler link with them; with those for tests too, where it is for tests.
    pub(super) fn args(&self, for_tests: bool) -> Vec<OsString> {
        self.linked(|one| for_tests || !one.only_for_tests)
    }

    /// What has the compiler link an explored attempt with them, but for those that are refused.
    pub(super) fn args_explored(&self) -> Vec<OsString> {
        self.linked(|one| one.concurrency != Concurrency::Refused)
    }

    /// The names of those that an explored attempt is refused.
    pub(super) fn refused(&self) -> impl Iterator<Item = &str> {
        self.which_are(Concurrency::Refused)
    }

    /// The names of those that may do something with threads which the explorer does not see.
    pub(super) fn unseen(&self) -> impl Iterator<Item = &str> {
        self.which_are(Concurrency::Unseen)
    }

    fn which_are(&self, concurrency: Concurrency) -> impl Iterator<Item = &str> {
        let which = self
            .externs
            .iter()
            .filter(move |one| one.concurrency == concurrency);
        which.map(|one| one.name.as_str())
    }

    fn linked(&self, is_wanted: impl Fn(&External) -> bool) -> Vec<OsString> {
        let deps = self.kept.dir.join(DEPS);
        let mut args = Vec::from(search_args(&deps));
        for one in self.externs.iter().filter(|one| is_wanted(one)) {
            let mut value = OsString::from(format!("{}=", one.name));
            value.push(deps.join(&one.file));
            args.extend(["--extern".into(), value]);
        }
        args
    }
}

fn entry(toolchain: &Toolchain, crates: &Crates) -> Entry {
    Entry::new("dependencies", key(toolchain, crates), is_whole)
}

/// Changes with everything the compiled crates depend on.
fn key(toolchain: &Toolchain, crates: &Crates) -> u64 {
    let mut hasher = DefaultHasher::new();
    (VERSION, REMAP, &toolchain.version, &toolchain.libdir).hash(&mut hasher);
    REFUSED.hash(&mut hasher);
    (&crates.manifest, &crates.lock, crates.for_tests).hash(&mut hasher);
    sources_digest(crates).hash(&mut hasher);
    hasher.finish()
}

/// Changes with the sources of the crates that lie in folders, which the manifest does not tell.
pub(crate) fn sources_digest(crates: &Crates) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in &crates.paths {
        hash_sources(Path::new(path), &mut hasher);
    }
    hasher.finish()
}

/// What a crate of the kit's own consists of.
fn hash_sources(dir: &Path, hasher: &mut DefaultHasher) {
    let mut entries: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() && name != "target" && !name.to_string_lossy().starts_with('.') {
            hash_sources(&entry.path(), hasher);
        } else if kind.is_file() {
            name.hash(hasher);
            fs::read(entry.path()).unwrap_or_default().hash(hasher);
        }
    }
}

fn build(
    toolchain: &Toolchain,
    crates: &Crates,
    dir: &Path,
    cancel: &Cancel,
    progress: &mut dyn FnMut(BuildStep),
) -> Result<Vec<External>, JudgeError> {
    let source = dir.join("source");
    let target = dir.join("target");
    let deps = dir.join(DEPS);
    write(&source.join("Cargo.toml"), &crates.manifest)?;
    write(&source.join("src/lib.rs"), "")?;
    if let Some(lock) = &crates.lock {
        write(&source.join("Cargo.lock"), lock)?;
    }
    fs::create_dir_all(&deps).map_err(io_error(&deps))?;

    let cargo = Cargo::new(toolchain, &source, &target, cargo::BLAME, cancel);
    let resolved = cargo::resolve(&cargo, toolchain.host(), crates.for_tests, progress)?;
    let total = resolved.total;
    let made = cargo::build(&cargo, crates.for_tests, &mut |done| {
        let done = done.min(total);
        progress(BuildStep::Compiling { done, total });
    })?;
    let externs = resolved.externs(&made.artifacts, &cargo.target());
    let mut files = vec![EXTERNS.to_owned()];
    let libraries: Vec<PathBuf> = made
        .artifacts
        .iter()
        .filter(|artifact| artifact.package_id != resolved.root)
        .flat_map(|artifact| artifact.libraries(&cargo.target()))
        .collect();
    for library in libraries {
        let name = library.file_name().unwrap_or_default();
        // The same one may be told of twice.
        if library.exists() {
            fs::rename(&library, deps.join(name)).map_err(io_error(&library))?;
            files.push(format!("{DEPS}/{}", name.to_string_lossy()));
        }
    }
    let native = cargo.keep_native(&made, &deps)?;
    files.extend(native.iter().map(|name| format!("{DEPS}/{name}")));
    let lines: Vec<String> = externs.iter().map(External::line).collect();
    write(&dir.join(EXTERNS), lines.concat())?;
    for folder in [source, target] {
        fs::remove_dir_all(&folder).map_err(io_error(&folder))?;
    }
    let list = contents::list(dir, &files).map_err(io_error(dir))?;
    write(&dir.join(CONTENTS), list)?;
    Ok(externs)
}
