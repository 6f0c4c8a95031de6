//! Copies of what a student wrote, made before anything replaces it. It must not know where a start text comes from.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::disk::{self, Action, FileError};
use super::format;

/// A backup, or the replacement after it, failed. The student's file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The path leads out of the workspace.
    #[error("`{}` is not a path inside the workspace; give it relative to the workspace, without `..`", path.display())]
    Outside {
        /// The path as given.
        path: PathBuf,
    },
    /// There is nothing to copy.
    #[error("there is no file `{}` to back up", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The disk refused.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Copies a file, given relative to the workspace, to `.threadlings/backups/`, under its own path with the time in UTC
/// before the extension: `exercises/01_threads/join1.20260321-090712.rs`. Returns where, the workspace's path included.
pub fn back_up(workspace: &Path, file: &Path) -> Result<PathBuf, BackupError> {
    refuse_outside(file)?;
    let path = workspace.join(file);
    let bytes = disk::read(&path)?.ok_or(BackupError::Missing { path })?;
    Ok(keep(workspace, file, &bytes, SystemTime::now())?)
}

/// Puts the start text of an exercise back, `file` given relative to the workspace. What was there is backed up first,
/// unless it is the start text; returns where. A link is followed, permissions stay, missing folders are made.
pub fn restore_start(
    workspace: &Path,
    file: &Path,
    start_text: &str,
) -> Result<Option<PathBuf>, BackupError> {
    refuse_outside(file)?;
    let path = workspace.join(file);
    match disk::read(&path)? {
        Some(bytes) if bytes == start_text.as_bytes() => return Ok(None),
        Some(_) => {}
        None => make_parent(&path)?,
    }
    let start = disk::stage(&path, start_text.as_bytes())?;
    let mut kept: Option<(Vec<u8>, PathBuf)> = None;
    // Looks again after each copy, for an editor may save while the copy goes to the disk.
    while let Some(bytes) = disk::read(&path)?
        && kept.as_ref().is_none_or(|(copied, _)| *copied != bytes)
    {
        let copy = keep(workspace, file, &bytes, SystemTime::now())?;
        kept = Some((bytes, copy));
    }
    start.commit()?;
    Ok(kept.map(|(_, copy)| copy))
}

/// Kits name exercise files, and a kit may come from anywhere.
fn refuse_outside(file: &Path) -> Result<(), BackupError> {
    let inside = file
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside && file.file_name().is_some() {
        Ok(())
    } else {
        Err(BackupError::Outside {
            path: file.to_owned(),
        })
    }
}

fn keep(
    workspace: &Path,
    file: &Path,
    bytes: &[u8],
    when: SystemTime,
) -> Result<PathBuf, FileError> {
    let beside = disk::make_folder(workspace)?.join("backups").join(file);
    make_parent(&beside)?;
    let stamp = stamp(when);
    let name = |number| {
        let mut name = file.file_stem().unwrap_or_default().to_owned();
        name.push(format!(".{stamp}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        if let Some(extension) = file.extension() {
            name.push(".");
            name.push(extension);
        }
        beside.with_file_name(name)
    };
    disk::write_new(name, bytes)
}

fn make_parent(path: &Path) -> Result<(), FileError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(Action::MakeFolder.failed_at(parent))
}

/// `20260321-090712`, from `2026-03-21T09:07:12Z`.
fn stamp(when: SystemTime) -> String {
    format::rfc3339(when)
        .replace(['-', ':', 'Z'], "")
        .replace('T', "-")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use tempfile::TempDir;

    use super::*;

    const FILE: &str = "exercises/01_threads/join1.rs";

    fn workspace_with(content: &str) -> (TempDir, PathBuf) {
        let workspace = tempfile::tempdir().unwrap();
        let path = workspace.path().join(FILE);
        make_parent(&path).unwrap();
        fs::write(&path, content).unwrap();
        (workspace, path)
    }

    fn restore(workspace: &TempDir) -> Result<Option<PathBuf>, BackupError> {
        restore_start(workspace.path(), Path::new(FILE), "start")
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn copies_of_one_second_get_numbers_and_none_is_lost() {
        let workspace = tempfile::tempdir().unwrap();
        let when = UNIX_EPOCH + Duration::from_millis(1_774_084_032_900);
        let folder = workspace
            .path()
            .join(".threadlings/backups/exercises/01_threads");
        for (content, name) in [
            ("one", "join1.20260321-090712.rs"),
            ("two", "join1.20260321-090712-2.rs"),
            ("three", "join1.20260321-090712-3.rs"),
        ] {
            let copy = keep(workspace.path(), Path::new(FILE), content.as_bytes(), when).unwrap();
            assert_eq!(copy, folder.join(name));
        }
        assert_eq!(text(&folder.join("join1.20260321-090712.rs")), "one");
        assert_eq!(text(&folder.join("join1.20260321-090712-3.rs")), "three");
    }

    #[test]
    fn a_backup_has_the_same_bytes_and_leaves_the_file() {
        let (workspace, path) = workspace_with("");
        fs::write(&path, b"fn \xff\r\n").unwrap();
        let copy = back_up(workspace.path(), Path::new(FILE)).unwrap();
        assert_eq!(fs::read(copy).unwrap(), b"fn \xff\r\n");
        assert_eq!(fs::read(path).unwrap(), b"fn \xff\r\n");
    }

    #[test]
    fn paths_out_of_the_workspace_and_missing_files_are_refused() {
        let workspace = tempfile::tempdir().unwrap();
        for file in [
            "../join1.rs",
            "/join1.rs",
            "exercises/../../join1.rs",
            "",
            ".",
        ] {
            let error = restore_start(workspace.path(), Path::new(file), "start").unwrap_err();
            assert!(
                matches!(error, BackupError::Outside { .. }),
                "{file}: {error}"
            );
            assert!(back_up(workspace.path(), Path::new(file)).is_err());
        }
        let error = back_up(workspace.path(), Path::new(FILE)).unwrap_err();
        assert!(matches!(error, BackupError::Missing { .. }), "{error}");
    }

    #[test]
    fn the_start_comes_back_and_the_students_text_is_kept() {
        let (workspace, path) = workspace_with("mine");
        let copy = restore(&workspace).unwrap().unwrap();
        assert_eq!((text(&path), text(&copy)), ("start".into(), "mine".into()));
        assert_eq!(restore(&workspace).unwrap(), None);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_lost_file_comes_back_with_its_folders() {
        let workspace = tempfile::tempdir().unwrap();
        assert_eq!(restore(&workspace).unwrap(), None);
        assert_eq!(text(&workspace.path().join(FILE)), "start");
    }

    #[test]
    fn without_a_backup_nothing_is_touched() {
        let (workspace, path) = workspace_with("mine");
        let folder = disk::make_folder(workspace.path()).unwrap();
        fs::write(folder.join("backups"), "a file").unwrap();
        let error = restore(&workspace).unwrap_err();
        assert!(error.to_string().contains("backups"), "{error}");
        assert_eq!(text(&path), "mine");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_survive() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (workspace, path) = workspace_with("");
        let target = workspace.path().join("elsewhere.rs");
        fs::write(&target, "mine").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        fs::remove_file(&path).unwrap();
        symlink("../../elsewhere.rs", &path).unwrap();

        let copy = restore(&workspace).unwrap().unwrap();
        assert_eq!(text(&copy), "mine");
        assert!(path.is_symlink());
        assert_eq!(text(&target), "start");
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
