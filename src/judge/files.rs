//! Writes our files, and says of an error where it happened.

use std::fs;
use std::io;
use std::path::Path;

use super::JudgeError;

/// Writes a file, and the folders above it.
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), JudgeError> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).map_err(io_error(dir))?;
    }
    fs::write(path, contents).map_err(io_error(path))
}

/// Turns an I/O error into one that names its path.
pub(super) fn io_error(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> JudgeError {
    let path = path.as_ref().display().to_string();
    move |source| JudgeError::Io { path, source }
}
