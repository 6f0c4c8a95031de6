//! One watcher for a workspace. It must not know what a watcher does.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process;

use super::disk::{self, Action, FileError};
use crate::exit::{Exit, Exits};
use crate::file_lock::FileLock;

/// The right to watch a workspace, until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    held: FileLock,
}

/// The workspace cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process watches it.
    #[error("this workspace is already being watched{}; stop that watcher first", by(*pid))]
    Held {
        /// The other process, where it can be read: Windows hides a locked file's content.
        pid: Option<u32>,
    },
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] FileError),
}

impl Exits for LockError {
    fn exit(&self) -> Exit {
        match self {
            Self::Held { .. } => Exit::Usage,
            Self::Io(_) => Exit::Failure,
        }
    }
}

fn by(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" by process {pid}"))
}

impl Lock {
    /// Takes the lock of a workspace, at once or not at all.
    pub fn acquire(workspace: &Path) -> Result<Self, LockError> {
        let path = disk::make_folder(workspace)?.join("watch.lock");
        let held = FileLock::open(&path).map_err(Action::Lock.failed_at(&path))?;
        let mut lock = Self { held };
        let is_ours = lock.held.try_hold();
        let file = lock.held.file();
        if !is_ours.map_err(Action::Lock.failed_at(&path))? {
            return Err(LockError::Held {
                pid: read_pid(file),
            });
        }
        // The number only helps a person; a full disk need not stop the watcher.
        let _ = file
            .set_len(0)
            .and_then(|()| write!(file, "{}", process::id()));
        Ok(lock)
    }
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_one_holds_the_lock_and_the_other_learns_who() {
        let workspace = tempfile::tempdir().unwrap();
        let first = Lock::acquire(workspace.path()).unwrap();
        let error = Lock::acquire(workspace.path()).unwrap_err();
        assert!(
            matches!(error, LockError::Held { pid } if cfg!(windows) || pid == Some(process::id()))
        );
        assert!(
            error.to_string().contains("already being watched"),
            "{error}"
        );
        drop(first);
        Lock::acquire(workspace.path()).unwrap();
    }

    #[test]
    fn workspaces_do_not_lock_each_other() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _first = Lock::acquire(one.path()).unwrap();
        Lock::acquire(other.path()).unwrap();
    }

    #[test]
    fn what_a_dead_process_left_is_replaced() {
        let workspace = tempfile::tempdir().unwrap();
        let path = disk::make_folder(workspace.path())
            .unwrap()
            .join("watch.lock");
        fs::write(&path, "4000000000 and more").unwrap();
        let lock = Lock::acquire(workspace.path()).unwrap();
        drop(lock);
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            process::id().to_string()
        );
    }

    #[test]
    fn a_lock_without_a_number_is_held_all_the_same() {
        let workspace = tempfile::tempdir().unwrap();
        let mut lock = Lock::acquire(workspace.path()).unwrap();
        lock.held.file().set_len(0).unwrap();
        let error = Lock::acquire(workspace.path()).unwrap_err();
        assert!(matches!(error, LockError::Held { pid: None }));
    }

    #[test]
    fn a_folder_in_the_files_place_is_no_other_watcher() {
        let workspace = tempfile::tempdir().unwrap();
        let folder = disk::make_folder(workspace.path()).unwrap();
        fs::create_dir(folder.join("watch.lock")).unwrap();
        let error = Lock::acquire(workspace.path()).unwrap_err();
        assert!(matches!(error, LockError::Io(_)));
        assert!(error.to_string().contains("watch.lock`"), "{error}");
    }
}
