//! Temporary folders, which go with whoever made them. A program that is killed leaves its own behind; the next one to start
//! removes it. It must not know what they are for.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use tempfile::TempDir;

use crate::age::age;
use crate::file_lock::FileLock;

const PREFIX: &str = "threadlings-";
/// The file in each that is held as long as the folder is used.
const HELD: &str = ".held";
/// Its name until it is held.
const NOT_YET: &str = ".not_yet_held";
/// A folder without the file is being made, or its program was killed at that; but on a disk that does not hold files, it may be
/// used for long.
const MADE: Duration = Duration::from_secs(10);
const FORGOTTEN: Duration = Duration::from_hours(24);

/// A temporary folder, removed when it is dropped.
#[derive(Debug)]
pub(crate) struct TemporaryFolder {
    /// Let go before the folder is removed.
    _held: Option<FileLock>,
    dir: TempDir,
}

impl TemporaryFolder {
    /// Makes one where the system keeps such things. The first call removes those that killed programs have left.
    pub(crate) fn new() -> io::Result<Self> {
        static SWEPT: Once = Once::new();
        SWEPT.call_once(|| sweep(&std::env::temp_dir()));
        Self::new_in(&std::env::temp_dir())
    }

    fn new_in(parent: &Path) -> io::Result<Self> {
        let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        Ok(Self {
            _held: hold(dir.path()).ok().flatten(),
            dir,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// A folder elsewhere, which others look after.
impl From<TempDir> for TemporaryFolder {
    fn from(dir: TempDir) -> Self {
        Self { _held: None, dir }
    }
}

/// Whoever finds the file by its name finds it held.
fn hold(dir: &Path) -> io::Result<Option<FileLock>> {
    let file = dir.join(NOT_YET);
    let lock = FileLock::open(&file)?;
    if !lock.try_hold()? {
        return Ok(None);
    }
    fs::rename(file, dir.join(HELD))?;
    Ok(Some(lock))
}

/// Removes the folders in `parent` that nobody uses any more. What cannot be removed stays.
fn sweep(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_named_so = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let path = entry.path();
        // Links are not followed.
        let is_ours =
            || fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir() && is_mine(&found));
        if is_named_so && is_ours() && is_left_over(&path) {
            let _ = remove(&path);
        }
    }
}

/// The file that was held goes last: where a compiler that outlived the program still writes, the next start removes the rest.
fn remove(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != HELD {
            fs::remove_file(entry.path())?;
        }
    }
    let _ = fs::remove_file(folder.join(HELD));
    fs::remove_dir(folder)
}

fn is_left_over(folder: &Path) -> bool {
    let file = folder.join(HELD);
    if file.is_file() {
        return FileLock::open(&file).is_ok_and(|lock| lock.try_hold().unwrap_or(false));
    }
    let changed = fs::metadata(folder).and_then(|found| found.modified());
    let Ok(age) = changed.map(age) else {
        return false;
    };
    let can_be_held = || {
        let lock = FileLock::open(&folder.join(NOT_YET));
        lock.is_ok_and(|lock| lock.try_hold().unwrap_or(false))
    };
    age > FORGOTTEN || (age > MADE && can_be_held())
}

/// Whether it is of the same user: the folder may be for all users.
#[cfg(unix)]
fn is_mine(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_mine(_found: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    /// What is in the folder after sweeping.
    fn swept(parent: &TempDir) -> Vec<String> {
        sweep(parent.path());
        let entries = fs::read_dir(parent.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_used_stays_and_goes_with_its_user() {
        let parent = tempfile::tempdir().unwrap();
        let used = TemporaryFolder::new_in(parent.path()).unwrap();
        assert_eq!(swept(&parent).len(), 1);
        drop(used);
        assert!(swept(&parent).is_empty());
    }

    #[test]
    fn what_a_killed_program_leaves_is_removed() {
        let parent = tempfile::tempdir().unwrap();
        let left = parent.path().join("threadlings-left");
        fs::create_dir_all(left.join("attempt/exercises")).unwrap();
        File::create(left.join(HELD)).unwrap();
        assert!(swept(&parent).is_empty());
    }

    #[test]
    fn what_is_being_made_stays_for_a_day() {
        let parent = tempfile::tempdir().unwrap();
        let new = parent.path().join("threadlings-new");
        fs::create_dir(&new).unwrap();
        assert_eq!(swept(&parent), ["threadlings-new"]);
        let long = FORGOTTEN + Duration::from_mins(1);
        // The other one was made when the clock was wrong.
        for time in [SystemTime::now() - long, SystemTime::now() + long] {
            fs::create_dir_all(&new).unwrap();
            File::open(&new).unwrap().set_modified(time).unwrap();
            assert!(swept(&parent).is_empty());
        }
    }

    #[test]
    fn whoever_was_killed_while_it_made_one_leaves_it_for_seconds_only() {
        let parent = tempfile::tempdir().unwrap();
        let new = parent.path().join("threadlings-new");
        let make = || {
            fs::create_dir_all(&new).unwrap();
            let time = SystemTime::now() - MADE - Duration::from_secs(1);
            File::open(&new).unwrap().set_modified(time).unwrap();
        };
        make();
        assert!(swept(&parent).is_empty());
        // Somebody is slow to make one.
        make();
        let held = FileLock::open(&new.join(NOT_YET)).unwrap();
        assert!(held.try_hold().unwrap());
        make();
        assert_eq!(swept(&parent), ["threadlings-new"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_folder_of_ours_stays() {
        let parent = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        File::create(elsewhere.path().join(HELD)).unwrap();
        let link = parent.path().join("threadlings-link");
        std::os::unix::fs::symlink(elsewhere.path(), link).unwrap();
        fs::write(parent.path().join("threadlings-notes"), "mine").unwrap();
        fs::create_dir(parent.path().join("other")).unwrap();
        let all = ["other", "threadlings-link", "threadlings-notes"];
        assert_eq!(swept(&parent), all);
        assert!(elsewhere.path().join(HELD).exists());
    }
}
