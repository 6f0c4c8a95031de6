//! Loading and saving progress. It must not know the format's keys.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Action, FileError};
use super::salvage::{Head, salvage};
use super::{Change, Progress, format};

/// What a workspace's file held.
#[derive(Debug)]
pub struct Loaded {
    /// The progress; empty where there is no file yet.
    pub progress: Progress,
    /// Set when the file was damaged.
    pub recovered: Option<Recovery>,
}

/// What became of a damaged file.
#[derive(Debug)]
pub struct Recovery {
    /// Where the damaged file is kept.
    pub kept_at: PathBuf,
    /// How many exercises' records could be read from it.
    pub recovered: usize,
}

/// Progress could not be loaded or saved. Whatever file there was is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// The disk refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// A later program wrote the file.
    #[error(
        "`{}` has version {version}, but this program knows version {} only; use a newer threadlings",
        path.display(),
        format::VERSION
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i64,
    },
}

/// Loads a workspace's progress. A damaged file is kept aside, and what could be read of it takes its place.
pub fn load(workspace: &Path) -> Result<Loaded, ProgressError> {
    let path = path(workspace);
    let Some(bytes) = disk::read(&path)? else {
        return Ok(Loaded {
            progress: Progress::default(),
            recovered: None,
        });
    };
    // Before anything else, for a later version may look damaged to this one.
    if let Some(version) = Head::of(&bytes).version
        && version > i64::from(format::VERSION)
    {
        return Err(ProgressError::Newer { path, version });
    }
    if let Some(progress) = format::read(&bytes) {
        return Ok(Loaded {
            progress,
            recovered: None,
        });
    }
    let progress = salvage(&bytes);
    // A copy, then an atomic replacement: the damaged bytes are under one name or the other at every moment.
    let kept_at = disk::write_new(
        |number| path.with_file_name(format!("progress.toml.corrupt-{number}")),
        &bytes,
    )?;
    save(workspace, &progress)?;
    let recovered = progress.exercises.len();
    Ok(Loaded {
        progress,
        recovered: Some(Recovery { kept_at, recovered }),
    })
}

/// Saves a workspace's progress, whole or not at all.
pub fn save(workspace: &Path, progress: &Progress) -> Result<(), ProgressError> {
    disk::make_folder(workspace)?;
    let path = path(workspace);
    let text = format::write(progress)
        .map_err(io::Error::other)
        .map_err(Action::Write.failed_at(&path))?;
    disk::stage(&path, text.as_bytes())?.commit()?;
    Ok(())
}

/// Adds steps to what the file holds now, so that a watcher and a command beside it do not undo each other's.
pub fn update(workspace: &Path, changes: &[Change]) -> Result<Progress, ProgressError> {
    disk::make_folder(workspace)?;
    let lock = disk::folder(workspace).join("progress.lock");
    let file = File::create(&lock).map_err(Action::Write.failed_at(&lock))?;
    file.lock().map_err(Action::Lock.failed_at(&lock))?;
    let mut progress = load(workspace)?.progress;
    for change in changes {
        progress.apply(change);
    }
    save(workspace, &progress)?;
    Ok(progress)
}

/// Progress as it is written down.
pub fn to_text(progress: &Progress) -> Result<String, toml::ser::Error> {
    format::write(progress)
}

/// From what [`to_text`] made; `None` from anything else.
pub fn from_text(text: &str) -> Option<Progress> {
    format::read(text.as_bytes())
}

fn path(workspace: &Path) -> PathBuf {
    disk::folder(workspace).join("progress.toml")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::UNIX_EPOCH;

    use tempfile::TempDir;

    use super::*;

    const SECTION: &str = "[exercises.join1]\npoints = 0\nhints_seen = 0\nattempts = 7\n";

    fn workspace_with(content: impl AsRef<[u8]>) -> TempDir {
        let workspace = tempfile::tempdir().unwrap();
        disk::make_folder(workspace.path()).unwrap();
        fs::write(path(workspace.path()), content).unwrap();
        workspace
    }

    #[test]
    fn no_file_is_no_progress_and_makes_none() {
        let workspace = tempfile::tempdir().unwrap();
        let loaded = load(workspace.path()).unwrap();
        assert_eq!(loaded.progress, Progress::default());
        assert!(loaded.recovered.is_none());
        assert!(!disk::folder(workspace.path()).exists());
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let workspace = tempfile::tempdir().unwrap();
        let mut progress = Progress::default();
        progress.set_current(Some("join2"));
        progress.passed("join1", 2, UNIX_EPOCH);
        for _ in 0..2 {
            progress.attempted("join2");
            save(workspace.path(), &progress).unwrap();
            let loaded = load(workspace.path()).unwrap();
            assert_eq!(loaded.progress, progress);
            assert!(loaded.recovered.is_none());
        }
        let mut names: Vec<_> = fs::read_dir(disk::folder(workspace.path()))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, [".gitignore", "progress.toml"]);
    }

    #[test]
    fn a_damaged_file_is_kept_aside_once_and_overwrites_none() {
        let damaged = [b"version = 1\ncurrent = '\xff'\n", SECTION.as_bytes()].concat();
        let workspace = workspace_with(&damaged);
        let earlier = path(workspace.path()).with_file_name("progress.toml.corrupt-1");
        fs::write(&earlier, "earlier").unwrap();

        let loaded = load(workspace.path()).unwrap();
        let recovery = loaded.recovered.unwrap();
        assert_eq!(recovery.recovered, 1);
        assert_eq!(
            recovery.kept_at.file_name().unwrap(),
            "progress.toml.corrupt-2"
        );
        assert_eq!(fs::read(&recovery.kept_at).unwrap(), damaged);
        assert_eq!(fs::read(&earlier).unwrap(), b"earlier");

        let again = load(workspace.path()).unwrap();
        assert!(again.recovered.is_none());
        assert_eq!(again.progress, loaded.progress);
        assert_eq!(again.progress.record("join1").attempts, 7);
    }

    #[test]
    fn a_later_version_is_left_alone_even_when_it_looks_damaged() {
        for text in ["version = 2\nshape = 'new'\n", "version = 3\n= = =\n"] {
            let workspace = workspace_with(text);
            let error = load(workspace.path()).unwrap_err();
            assert!(matches!(error, ProgressError::Newer { .. }));
            assert!(error.to_string().contains("newer threadlings"), "{error}");
            assert_eq!(fs::read_to_string(path(workspace.path())).unwrap(), text);
            assert_eq!(
                fs::read_dir(disk::folder(workspace.path()))
                    .unwrap()
                    .count(),
                2
            );
        }
    }

    #[test]
    fn a_folder_in_the_files_place_is_named_and_kept() {
        let workspace = tempfile::tempdir().unwrap();
        fs::create_dir_all(path(workspace.path())).unwrap();
        let load_error = load(workspace.path()).unwrap_err().to_string();
        let save_error = save(workspace.path(), &Progress::default()).unwrap_err();
        assert!(load_error.contains("progress.toml`"), "{load_error}");
        assert!(
            save_error.to_string().contains("progress.toml`"),
            "{save_error}"
        );
        assert!(path(workspace.path()).is_dir());
        assert_eq!(
            fs::read_dir(disk::folder(workspace.path()))
                .unwrap()
                .count(),
            1
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_save_that_fails_leaves_the_old_file() {
        use std::os::unix::fs::PermissionsExt;
        let workspace = workspace_with("version = 1\n");
        let folder = disk::folder(workspace.path());
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        // Root may write anywhere.
        if fs::write(folder.join("probe"), "").is_err() {
            let error = save(workspace.path(), &Progress::default()).unwrap_err();
            assert!(error.to_string().contains("progress.toml`"), "{error}");
            assert_eq!(fs::read(path(workspace.path())).unwrap(), b"version = 1\n");
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}
