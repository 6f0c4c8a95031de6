//! The list of an entry's files with their lengths, by which a damaged folder is told from a whole one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that has it.
pub(in crate::judge) const CONTENTS: &str = "contents";

/// `LENGTH PATH`, a line for each of the files, which are named as seen from `dir`.
pub(in crate::judge) fn list(dir: &Path, files: &[String]) -> io::Result<String> {
    files
        .iter()
        .map(|path| Ok(format!("{} {path}\n", fs::metadata(dir.join(path))?.len())))
        .collect()
}

/// The files that should be there, with their lengths.
pub(in crate::judge) fn contents(dir: &Path) -> Option<Vec<(PathBuf, u64)>> {
    let text = fs::read_to_string(dir.join(CONTENTS)).ok()?;
    text.lines()
        .map(|line| {
            let (length, path) = line.split_once(' ')?;
            Some((dir.join(path), length.parse().ok()?))
        })
        .collect()
}

/// Whether all files are there, at their length.
pub(in crate::judge) fn is_whole(dir: &Path) -> bool {
    contents(dir).is_some_and(|files| {
        !files.is_empty()
            && files
                .iter()
                .all(|(path, length)| fs::metadata(path).is_ok_and(|file| file.len() == *length))
    })
}
