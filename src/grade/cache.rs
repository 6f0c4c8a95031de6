//! Judgements that are kept on the disk, so that the same attempt is not judged twice: not after the process was killed,
//! not after other checks were changed, not by the next call. An entry is written whole or not at all; what is damaged
//! counts as not there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::entry;
use crate::verdict::{Judgement, Verdict};
use crate::wire;

/// A folder of them.
pub(super) struct Cache {
    dir: PathBuf,
    is_read: bool,
    failed: AtomicBool,
}

impl Cache {
    /// The folder, made where it does not exist. A `fresh` one is written and not read.
    pub(super) fn open(dir: &Path, fresh: bool) -> Option<Self> {
        fs::create_dir_all(dir).ok()?;
        Some(Self {
            dir: dir.to_owned(),
            is_read: !fresh,
            failed: AtomicBool::new(false),
        })
    }

    /// Whether all that should be kept was kept.
    pub(super) fn keeps(&self) -> bool {
        !self.failed.load(Ordering::Relaxed)
    }

    /// The judgement with this key, which is a digest of everything it depends on.
    pub(super) fn load(&self, key: &str) -> Option<Judgement> {
        if !self.is_read {
            return None;
        }
        let body = entry::read(&self.path(key), key)?;
        let judgement = wire::read_judgement(&body).ok()?;
        (judgement.verdict != Verdict::NotJudged).then_some(judgement)
    }

    /// Keeps a judgement. Our own failures are not worth it: the next time may be better.
    pub(super) fn store(&self, key: &str, judgement: &Judgement) {
        if judgement.verdict != Verdict::NotJudged && self.write(key, judgement).is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    fn write(&self, key: &str, judgement: &Judgement) -> io::Result<()> {
        let body = serde_json::to_string(&wire::judgement(judgement))?;
        entry::write(&self.path(key), key, &body)
    }

    /// Spread over folders, since some file systems are slow with many files in one.
    fn path(&self, key: &str) -> PathBuf {
        let (folder, file) = key.split_at_checked(2).unwrap_or(("", key));
        self.dir.join(folder).join(file)
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    const KEY: &str = "abcdef";

    fn judgement(verdict: Verdict) -> Judgement {
        Judgement {
            reason: Some("because".to_owned()),
            ..Judgement::new("a", verdict)
        }
    }

    fn cache(dir: &Path) -> Cache {
        Cache::open(dir, false).unwrap()
    }

    #[test]
    fn what_was_kept_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        cache(dir.path()).store(KEY, &judgement(Verdict::Deadlocks));
        let loaded = cache(dir.path()).load(KEY).unwrap();
        assert_eq!(loaded.verdict, Verdict::Deadlocks);
        assert_eq!(loaded.reason.as_deref(), Some("because"));
        assert!(cache(dir.path()).load("abcdee").is_none());
        assert!(Cache::open(dir.path(), true).unwrap().load(KEY).is_none());
    }

    #[test]
    fn a_damaged_entry_is_none_and_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path());
        cache.store(KEY, &judgement(Verdict::Deadlocks));
        let path = cache.path(KEY);
        let whole = fs::read_to_string(&path).unwrap();
        let damages = [
            String::new(),
            whole[..whole.len() - 1].to_owned(),
            whole.replace("because", "Because"),
            whole.replace("deadlocks", "passed"),
        ];
        for damage in damages {
            fs::write(&path, damage).unwrap();
            assert!(cache.load(KEY).is_none());
        }
        // An entry under another's name is no entry either.
        fs::write(cache.path("abcdee"), &whole).unwrap();
        assert!(cache.load("abcdee").is_none());
        cache.store(KEY, &judgement(Verdict::Deadlocks));
        assert!(cache.load(KEY).is_some() && cache.keeps());
    }

    #[test]
    fn our_own_failures_are_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path());
        cache.store(KEY, &judgement(Verdict::NotJudged));
        assert!(!cache.path(KEY).exists());
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_told_of() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path());
        fs::write(dir.path().join("ab"), "in the way").unwrap();
        cache.store(KEY, &judgement(Verdict::Passed));
        assert!(!cache.keeps());
    }
}
