//! What is compiled once per toolchain and kept in the user's cache. It must not know what that is.
//!
//! An entry is a folder, built aside and then renamed: whoever looks into the cache finds a whole entry or none, even when
//! two processes build at once or one is killed. Without a usable cache an entry is built for this run.

pub(super) mod contents;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::JudgeError;
use crate::age::age;
use crate::file_lock::FileLock;
use crate::judge::files::io_error;
use crate::process::Cancel;
use crate::temporary::TemporaryFolder;

/// How often to ask whether another process has finished.
const PAUSE: Duration = Duration::from_millis(50);
/// What was not used for so long belongs to a toolchain that is gone.
const UNUSED: Duration = Duration::from_hours(30 * 24);

/// The file in an entry that says when it was last used.
const USED: &str = "used";

/// Where compiled things are kept: `THREADLINGS_CACHE`, or a folder in the user's cache. An absolute path, since compilers
/// stand elsewhere.
pub fn cache_dir() -> Option<PathBuf> {
    let named = std::env::var_os("THREADLINGS_CACHE").filter(|value| !value.is_empty());
    let cache = match named {
        Some(named) => PathBuf::from(named),
        None => choose_base_strategy().ok()?.cache_dir().join("threadlings"),
    };
    std::path::absolute(cache).ok()
}

/// Something compiled, as a folder.
pub(super) struct Kept {
    pub(super) dir: PathBuf,
    /// Where it lies when the cache cannot be written; removed with us.
    private: Option<TemporaryFolder>,
}

impl Kept {
    /// Whether later runs will find it too.
    pub(super) fn is_shared(&self) -> bool {
        self.private.is_none()
    }
}

/// One thing that may be in the cache.
pub(super) struct Entry {
    /// `explorer`, of which there may be several with other keys.
    kind: &'static str,
    key: u64,
    cache: Option<PathBuf>,
    is_whole: fn(&Path) -> bool,
}

impl Entry {
    /// `key` changes with everything that the compiled thing depends on; `is_whole` looks whether a folder has it.
    pub(super) fn new(kind: &'static str, key: u64, is_whole: fn(&Path) -> bool) -> Self {
        Self {
            kind,
            key,
            cache: cache_dir(),
            is_whole,
        }
    }

    fn home(&self) -> Option<PathBuf> {
        let cache = self.cache.as_ref()?;
        Some(cache.join(format!("{}-{:016x}", self.kind, self.key)))
    }

    /// Takes it from the cache, if it is there.
    pub(super) fn find(&self) -> Option<Kept> {
        let dir = self.home().filter(|home| (self.is_whole)(home))?;
        mark_used(&dir);
        Some(Kept { dir, private: None })
    }

    /// Builds it with `build`, which is given an empty folder. A cache that cannot be used costs time, nothing else.
    pub(super) fn make(
        &self,
        build: impl FnOnce(&Path) -> Result<(), JudgeError>,
    ) -> Result<Kept, JudgeError> {
        let prefix = self.building();
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        let shared = self.cache.as_ref().and_then(|cache| {
            fs::create_dir_all(cache).ok()?;
            builder.tempdir_in(cache).ok()
        });
        let (folder, dir): (TemporaryFolder, _) = match shared {
            Some(shared) => {
                let dir = shared.path().to_owned();
                (shared.into(), dir)
            }
            None => {
                let made = TemporaryFolder::new().and_then(|folder| {
                    let dir = folder.path().join(self.kind);
                    fs::create_dir(&dir).map(|()| (folder, dir))
                });
                made.map_err(io_error("a temporary folder"))?
            }
        };
        build(&dir)?;
        if let Some(home) = self.home() {
            // Fails where another process was faster, which is as good, or where the cache is on another disk.
            if fs::rename(&dir, &home).is_err() && !(self.is_whole)(&home) {
                // What is there is damaged, and in the way.
                let _ = fs::remove_dir_all(&home);
                let _ = fs::rename(&dir, &home);
            }
            if let Some(kept) = self.find() {
                return Ok(kept);
            }
        }
        Ok(Kept {
            dir,
            private: Some(folder),
        })
    }

    /// Becomes the only process that builds things of this kind, and calls `waiting` when it has to wait for that.
    /// `None` where there is no cache, or where it cannot be locked.
    pub(super) fn lock(
        &self,
        cancel: &Cancel,
        waiting: impl FnOnce(),
    ) -> Result<Option<FileLock>, JudgeError> {
        let Some(lock) = self.open_lock() else {
            return Ok(None);
        };
        let mut waiting = Some(waiting);
        let held = lock.hold_when_free(PAUSE, || {
            if let Some(waiting) = waiting.take() {
                waiting();
            }
            cancel.is_cancelled()
        });
        match held {
            Ok(true) => Ok(Some(lock)),
            Ok(false) => Err(JudgeError::Cancelled),
            // A disk that does not know locks.
            Err(_) => Ok(None),
        }
    }

    fn open_lock(&self) -> Option<FileLock> {
        let cache = self.cache.as_ref()?;
        fs::create_dir_all(cache).ok()?;
        FileLock::open(&cache.join(format!("{}.lock", self.kind))).ok()
    }

    /// Removes what killed processes have left, and what toolchains that are gone were using. `_lock` says that nobody
    /// else builds.
    pub(super) fn sweep(&self, _lock: &FileLock) {
        let entries = self
            .cache
            .as_ref()
            .and_then(|cache| fs::read_dir(cache).ok());
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            if self.is_left_over(&entry.file_name().to_string_lossy(), &path) {
                // A compiler that outlived its judge may still write there; the next sweep gets the rest.
                let _ = fs::remove_dir_all(&path);
            }
        }
    }

    /// Nothing counts that we did not name: the cache may be a folder with other things in it.
    fn is_left_over(&self, name: &str, path: &Path) -> bool {
        if name.starts_with(&self.building()) {
            return true;
        }
        let key = name
            .strip_prefix(self.kind)
            .and_then(|rest| rest.strip_prefix('-'));
        key.is_some_and(|key| key.len() == 16 && u64::from_str_radix(key, 16).is_ok())
            && age_of(&path.join(USED)).is_some_and(|age| age > UNUSED)
    }

    /// Begins the names of folders in which it is being built.
    fn building(&self) -> String {
        format!("building-{}-", self.kind)
    }
}

/// Notes that an entry is in use, so that it is not swept away. Once a day is enough; it fails where the cache is
/// someone else's, who then looks after it.
fn mark_used(dir: &Path) {
    let mark = dir.join(USED);
    if age_of(&mark).is_none_or(|age| age > Duration::from_hours(24)) {
        let _ = fs::write(
            mark,
            "The time of this file says when this folder was last used.\n",
        );
    }
}

/// How old the file or folder is. `None` where there is none.
fn age_of(path: &Path) -> Option<Duration> {
    Some(age(fs::metadata(path).ok()?.modified().ok()?))
}

#[cfg(test)]
mod tests;
