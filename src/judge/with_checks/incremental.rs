//! Incremental builds of checks: compiled once against the kit's own solution, and then against each attempt from a copy
//! of that build. rustc does again only what depends on the attempt.
//!
//! It begins anew wherever it stands or writes elsewhere. So all these compilations stand at one place, at which each sees
//! a folder of its own; where nothing can be mounted, it is not done. Each gets a copy of the earlier build, so that nothing
//! of one attempt reaches another.

use std::collections::hash_map::{DefaultHasher, Entry as Slot};
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::WithChecks;
use crate::judge::JudgeError;
use crate::judge::build_once::lock;
use crate::judge::cache::contents::{self, CONTENTS, is_whole};
use crate::judge::cache::{Entry, Kept, cache_dir};
use crate::judge::compiler::{BUILD, Compilation, Compiled};
use crate::judge::explorer::Explorer;
use crate::judge::files::io_error;
use crate::judge::files::write;
use crate::process::Cancel;

/// In the cache, and empty: where all of them stand.
const PLACE: &str = "place";
/// In an entry of the cache: the folder that incremental compilation keeps.
const INCREMENTAL: &str = "start";

impl WithChecks<'_> {
    /// Does what `linking` would, from an earlier build. `None` comes back where there is none, and where it fails: why, is
    /// better heard without.
    pub(super) fn link_incrementally(
        &self,
        linking: Compilation,
        stand_in: Option<&Explorer>,
        cancel: &Cancel,
    ) -> Result<Option<Compiled>, JudgeError> {
        let Some(place) = self.place() else {
            return Ok(None);
        };
        let Some(before) = self.earlier_build(&place, stand_in, cancel)? else {
            return Ok(None);
        };
        let here = self.here(stand_in);
        // Whoever made that build has it.
        let copied = here.exists() || copy_all(&before.dir.join(INCREMENTAL), &here).is_ok();
        if !copied {
            return Ok(None);
        }
        let linked = incrementally(linking, stand_in, &place).run(cancel);
        match linked {
            Err(JudgeError::Cancelled) => Err(JudgeError::Cancelled),
            linked => Ok(linked.ok().filter(Compiled::succeeded)),
        }
    }

    fn place(&self) -> Option<PathBuf> {
        if !self.setup.sandbox.can_mount() {
            return None;
        }
        let place = cache_dir()?.join(PLACE);
        fs::create_dir_all(&place).is_ok().then_some(place)
    }

    /// Where a compilation finds the earlier build.
    fn here(&self, stand_in: Option<&Explorer>) -> PathBuf {
        self.setup.hidden_dir.join(folder(stand_in))
    }

    /// The earlier build of these checks, which is made where many attempts are expected. Who comes while another is at it
    /// does without.
    fn earlier_build(
        &self,
        place: &Path,
        stand_in: Option<&Explorer>,
        cancel: &Cancel,
    ) -> Result<Option<Arc<Kept>>, JudgeError> {
        let key = self.key(stand_in);
        let known_builds = &self.judge.incremental_builds;
        match lock(known_builds).entry(key) {
            Slot::Occupied(known) => return Ok(known.get().clone()),
            Slot::Vacant(unknown) => unknown.insert(None),
        };
        let entry = Entry::new("checks", key, is_whole);
        let mut build = entry.find();
        if build.is_none() && self.judge.keeps_incremental {
            let Some(only) = entry.lock_now() else {
                // Another time.
                lock(known_builds).remove(&key);
                return Ok(None);
            };
            entry.sweep(&only);
            build = match entry.make(|dir| self.make_incremental(dir, place, stand_in, cancel)) {
                Err(JudgeError::Cancelled) => return Err(JudgeError::Cancelled),
                // Where the checks do not fit the kit's own solution, attempts will show it.
                made => made.ok(),
            };
        }
        let build = build.map(Arc::new);
        lock(known_builds).insert(key, build.clone());
        Ok(build)
    }

    /// Changes with everything that such a build depends on.
    fn key(&self, stand_in: Option<&Explorer>) -> u64 {
        let mut hasher = DefaultHasher::new();
        let toolchain = self.setup.toolchain;
        (&toolchain.version, &toolchain.libdir, BUILD).hash(&mut hasher);
        (&self.harness, stand_in.map(Explorer::dir)).hash(&mut hasher);
        (
            &self.setup.package.edition,
            self.setup.exercise.checks_path(),
        )
            .hash(&mut hasher);
        (&self.program, &self.solutions.first()).hash(&mut hasher);
        hasher.finish()
    }

    fn make_incremental(
        &self,
        dir: &Path,
        place: &Path,
        stand_in: Option<&Explorer>,
        cancel: &Cancel,
    ) -> Result<(), JudgeError> {
        let (library, built) = self.build_solution(stand_in, cancel)?;
        let linked =
            incrementally(self.linking(&library, stand_in), stand_in, place).run(cancel)?;
        for compiled in [built, linked] {
            if !compiled.succeeded() {
                return Err(JudgeError::Checks(compiled.gist()));
            }
        }
        copy_all(&self.here(stand_in), &dir.join(INCREMENTAL)).map_err(io_error(dir))?;
        let mut files = Vec::new();
        list_all(dir, INCREMENTAL, &mut files).map_err(io_error(dir))?;
        let list = contents::list(dir, &files).map_err(io_error(dir))?;
        write(&dir.join(CONTENTS), list)
    }
}

/// Has a compilation of the checks begin with what lies where it stands, and leave there what the next can begin with.
fn incrementally(linking: Compilation, stand_in: Option<&Explorer>, place: &Path) -> Compilation {
    linking
        .args([format!("-Cincremental={}", folder(stand_in))])
        .mounted_at(place)
}

/// Both libraries may be compiled for at the same time.
fn folder(stand_in: Option<&Explorer>) -> &'static str {
    if stand_in.is_some() {
        "explored.start"
    } else {
        "checks.start"
    }
}

/// Makes a folder `to` with the same files as `from`.
fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}

/// The files below a folder of `dir`, as seen from `dir`.
fn list_all(dir: &Path, folder: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir.join(folder))? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list_all(dir, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
