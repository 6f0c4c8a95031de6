//! Fills a folder with files that are not there yet. What is there already may only be a part of the same, as when filling it
//! was cut short.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;

use super::WorkspaceError;
use crate::archive::Files;
use crate::progress::{is_half_written, write_absent};

/// Folders at the top that are not ours to look into.
const PASSED_OVER: [&str; 2] = [".git", ".threadlings"];

/// Refuses a folder that has anything other than a part of `files`.
pub(crate) fn refuse_others(folder: &Path, files: &Files) -> anyhow::Result<()> {
    let shown = folder.display().to_string();
    match fs::metadata(folder) {
        Ok(data) if !data.is_dir() => Err(WorkspaceError::IsFile(shown).into()),
        Ok(_) => match other(folder, "", files)? {
            Some(found) => Err(WorkspaceError::NotEmpty {
                folder: shown,
                found,
            }
            .into()),
            None => Ok(()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot look at `{shown}`")),
    }
}

/// Writes what is missing.
pub(crate) fn fill(folder: &Path, files: &Files) -> anyhow::Result<()> {
    for (path, text) in files {
        let file = folder.join(path);
        if !write_absent(&file, text)? && !is_same(&file, text) {
            return Err(WorkspaceError::NotEmpty {
                folder: folder.display().to_string(),
                found: path.clone(),
            }
            .into());
        }
    }
    Ok(())
}

/// Removes what a write was cut short over, in the folders that the files are in.
pub(crate) fn clear_up(folder: &Path, files: &Files) {
    let folders: BTreeSet<&str> = files
        .keys()
        .map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder))
        .collect();
    for below in folders {
        let entries = fs::read_dir(folder.join(below)).into_iter().flatten();
        for entry in entries.flatten() {
            if is_half_written(&entry.file_name().to_string_lossy()) {
                // Nobody needs it; where it cannot be removed it does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The path of something that is not among the files. What a write was cut short over is removed.
fn other(folder: &Path, below: &str, files: &Files) -> anyhow::Result<Option<String>> {
    let place = folder.join(below);
    let unlisted = || format!("cannot list `{}`", place.display());
    let mut entries = fs::read_dir(&place)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(unlisted)?;
    entries.sort_unstable_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        let kind = entry.file_type().with_context(unlisted)?;
        if below.is_empty() && PASSED_OVER.contains(&name.as_str()) {
            continue;
        }
        if kind.is_file() && is_half_written(&name) {
            fs::remove_file(entry.path())
                .with_context(|| format!("cannot remove `{}`", entry.path().display()))?;
            continue;
        }
        let inside = format!("{path}/");
        let known = if kind.is_dir() {
            files.keys().any(|file| file.starts_with(&inside))
        } else {
            kind.is_file()
                && files
                    .get(&path)
                    .is_some_and(|text| is_same(&entry.path(), text))
        };
        if !known {
            return Ok(Some(path));
        }
        if kind.is_dir()
            && let Some(found) = other(folder, &path, files)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn is_same(file: &Path, text: &[u8]) -> bool {
    fs::read(file).is_ok_and(|found| found == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let texts = [("a/b/c.rs", "c"), ("a/d.rs", "d"), ("e", "e")];
        texts
            .map(|(path, text)| (path.to_owned(), text.into()))
            .into()
    }

    fn refused(folder: &Path) -> Option<String> {
        let error = refuse_others(folder, &files()).err()?;
        Some(
            error
                .to_string()
                .replace(&folder.display().to_string(), "[F]"),
        )
    }

    #[test]
    fn an_absent_or_empty_folder_is_filled_and_a_part_is_completed() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("new/one");
        for removed in ["", "a/b/c.rs", "a", "e"] {
            let path = folder.join(removed);
            if path.is_file() {
                fs::remove_file(path).unwrap();
            } else if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            }
            assert_eq!(refused(&folder), None);
            fill(&folder, &files()).unwrap();
            assert_eq!(fs::read(folder.join("a/b/c.rs")).unwrap(), b"c");
        }
    }

    #[test]
    fn what_a_killed_one_leaves_behind_is_cleared_up() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a")).unwrap();
        let half = folder.path().join("a/.threadlings-x1.tmp");
        fs::write(&half, "ha").unwrap();
        assert_eq!(refused(folder.path()), None);
        assert!(!half.exists());
    }

    #[test]
    fn anything_else_is_named_and_kept() {
        let not_empty = |found: &str| {
            format!("`[F]` is not empty, it has `{found}`: name an empty or a new folder")
        };
        for path in ["mine.txt", "a/b/mine.rs", "a/d.rs", "f/g"] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "mine").unwrap();
            let found = if path == "f/g" { "f" } else { path };
            assert_eq!(refused(folder.path()), Some(not_empty(found)));
            assert_eq!(fs::read(&file).unwrap(), b"mine");
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("e");
        fs::write(&file, "mine").unwrap();
        assert_eq!(
            refused(&file),
            Some("`[F]` is a file: name a folder".to_owned())
        );
        let error = fill(folder.path(), &files()).unwrap_err().to_string();
        assert!(error.contains("it has `e`"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_somebody_elses() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/", folder.path().join("a")).unwrap();
        assert!(refused(folder.path()).unwrap().contains("it has `a`"));
    }
}
