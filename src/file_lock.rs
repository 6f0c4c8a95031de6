//! A file that one process holds at a time. It must not know what for.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// An open file that can be held, until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct FileLock(File);

impl FileLock {
    /// Opens the file, which is made where it does not exist. It is not held yet.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map(Self)
    }

    /// Holds the file, at once or not at all: `false` where somebody else does.
    pub(crate) fn try_hold(&self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Holds the file once nobody else does. Nothing wakes whoever waits for that and can be told to stop, so it asks again every
    /// `pause`, and `gives_up` in between: `false` where that says so.
    pub(crate) fn hold_when_free(
        &self,
        pause: Duration,
        mut gives_up: impl FnMut() -> bool,
    ) -> io::Result<bool> {
        while !self.try_hold()? {
            if gives_up() {
                return Ok(false);
            }
            thread::sleep(pause);
        }
        Ok(true)
    }

    /// The file, to be read and written.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.0
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing alone leaves the lock, for a moment, to a child that is being started meanwhile. The file stays:
        // removing it could let two processes lock two files of one name.
        let _ = self.0.unlock();
    }
}
