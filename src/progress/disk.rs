//! Writing so that nothing is lost: whole or not at all, and never over what is there unless told to.
//! It must not know what the bytes mean.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::age::age;

/// The operating system refused something.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`; {}", path.display(), action.advice())]
pub struct FileError {
    action: Action,
    path: PathBuf,
    source: io::Error,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    MakeFolder,
    Read,
    Write,
    Lock,
}

impl Action {
    /// Turns a system error into one that names the path.
    pub(super) fn failed_at(self, path: &Path) -> impl FnOnce(io::Error) -> FileError {
        let path = path.to_owned();
        move |source| FileError {
            action: self,
            path,
            source,
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::MakeFolder => {
                "check that nothing else has its name and that its parent is yours to write to"
            }
            Self::Read => "check that it is a file you may read",
            Self::Write => "check that the disk has room and the folder is yours to write to",
            Self::Lock => "check that it is a file you may write, on a disk that can lock files",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MakeFolder => "make the folder",
            Self::Read => "read",
            Self::Write => "write",
            Self::Lock => "lock",
        })
    }
}

/// How the names of files begin that wait to take another's place.
const BESIDE: &str = ".threadlings-";
/// Nobody writes a file for so long.
const CUT_SHORT: Duration = Duration::from_mins(10);

/// The folder threadlings keeps in a workspace.
pub(crate) fn folder(workspace: &Path) -> PathBuf {
    workspace.join(".threadlings")
}

/// Makes that folder, unless it is there, and hides a new one from git. The workspace must exist.
pub(crate) fn make_folder(workspace: &Path) -> Result<PathBuf, FileError> {
    let folder = folder(workspace);
    match fs::create_dir(&folder) {
        Ok(()) => {
            let ignore = folder.join(".gitignore");
            fs::write(&ignore, "*\n").map_err(Action::Write.failed_at(&ignore))?;
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        Err(error) => return Err(Action::MakeFolder.failed_at(&folder)(error)),
    }
    Ok(folder)
}

/// The bytes of a file, or `None` where there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Action::Read.failed_at(path)(error)),
    }
}

/// New content that waits beside a file to take its place. Dropped, it is gone and the file is as it was.
pub(super) struct Staged {
    content: NamedTempFile,
    target: PathBuf,
}

/// Puts new content for `path` on the disk, beside the file it will replace and with its permissions.
pub(super) fn stage(path: &Path, bytes: &[u8]) -> Result<Staged, FileError> {
    let target = follow(path).map_err(Action::Write.failed_at(path))?;
    let content = write_beside(&target, bytes).map_err(Action::Write.failed_at(path))?;
    Ok(Staged { content, target })
}

impl Staged {
    /// Takes the file's place in one step.
    pub(super) fn commit(self) -> Result<(), FileError> {
        let Self { content, target } = self;
        content
            .persist(&target)
            .map_err(|refused| Action::Write.failed_at(&target)(refused.error))?;
        sync_parent(&target);
        Ok(())
    }
}

/// Replaces what a file holds: whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    stage(path, bytes)?.commit()
}

/// Writes into what is no file, such as a pipe.
pub(crate) fn write_into(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let opened = OpenOptions::new().write(true).open(path);
    let written = opened.and_then(|mut file| file.write_all(bytes));
    written.map_err(Action::Write.failed_at(path))
}

/// Makes a folder in one that is there; it may be there itself.
pub(crate) fn make_one_folder(path: &Path) -> Result<(), FileError> {
    match fs::create_dir(path) {
        Err(_) if path.is_dir() => Ok(()),
        made => made.map_err(Action::MakeFolder.failed_at(path)),
    }
}

/// Writes a file that is not there yet, whole or not at all, and the folders above it. `false`, and nothing is touched, where
/// something has its name.
pub(crate) fn write_absent(path: &Path, bytes: &[u8]) -> Result<bool, FileError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Action::MakeFolder.failed_at(folder))?;
    let content = write_beside(path, bytes).map_err(Action::Write.failed_at(path))?;
    match content.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(Action::Write.failed_at(path)(refused.error)),
    }
}

/// Whether a file of this name is one that [`write_whole`] or [`write_absent`] was killed over.
pub(crate) fn is_half_written(name: &str) -> bool {
    name.starts_with(BESIDE) && Path::new(name).extension().is_some_and(|end| end == "tmp")
}

/// Writes a file of ours, of this name, into the workspace's folder: whole or not at all.
pub(crate) fn keep_file(workspace: &Path, name: &str, bytes: &[u8]) -> Result<(), FileError> {
    let path = make_folder(workspace)?.join(name);
    write_whole(&path, bytes)
}

/// Writes to the first of `name(1)`, `name(2)`, … that is free, and says which.
pub(super) fn write_new(name: impl Fn(u32) -> PathBuf, bytes: &[u8]) -> Result<PathBuf, FileError> {
    let mut number = 1;
    loop {
        let path = name(number);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                if let Err(error) = file.write_all(bytes).and_then(|()| file.sync_all()) {
                    // Half a copy is worse than none: someone may trust it.
                    let _ = fs::remove_file(&path);
                    return Err(Action::Write.failed_at(&path)(error));
                }
                sync_parent(&path);
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(Action::Write.failed_at(&path)(error)),
        }
    }
}

/// The file that a path leads to through links, whether or not it exists.
fn follow(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(next) => follow(&path.parent().unwrap_or(path).join(next)),
            Err(_) => Ok(path.to_owned()),
        },
        followed => followed,
    }
}

fn write_beside(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    clear_up_long_ago(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(BESIDE).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets; a temporary one is closed to others otherwise.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut content = builder.tempfile_in(folder)?;
    content.write_all(bytes)?;
    match fs::metadata(target) {
        Ok(old) => content.as_file().set_permissions(old.permissions())?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    content.as_file().sync_all()?;
    Ok(content)
}

/// Removes what a write was cut short over, unless somebody may be at it.
fn clear_up_long_ago(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let changed = || entry.metadata().and_then(|found| found.modified());
        let is_old = || changed().is_ok_and(|time| age(time) > CUT_SHORT);
        if is_half_written(&entry.file_name().to_string_lossy()) && is_old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes a new name last through a power cut, where the system can: some cannot open or sync a folder.
fn sync_parent(path: &Path) {
    if let Some(parent) = path.parent() {
        let _ = File::open(parent).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_write_was_cut_short_over_is_removed_later() {
        let folder = tempfile::tempdir().unwrap();
        let half = folder.path().join(".threadlings-abc.tmp");
        let file = folder.path().join("file");
        fs::write(&half, "ha").unwrap();
        write_whole(&file, b"1").unwrap();
        assert!(half.exists());
        let long = CUT_SHORT + Duration::from_mins(1);
        let now = std::time::SystemTime::now();
        // The other one was written when the clock was wrong.
        for time in [now - long, now + long] {
            fs::write(&half, "ha").unwrap();
            File::open(&half).unwrap().set_modified(time).unwrap();
            write_whole(&file, b"2").unwrap();
            assert!(!half.exists());
        }
        assert_eq!(fs::read(&file).unwrap(), b"2");
    }

    #[test]
    fn a_new_folder_is_hidden_from_git_and_an_old_one_left_alone() {
        let workspace = tempfile::tempdir().unwrap();
        let folder = make_folder(workspace.path()).unwrap();
        let ignore = folder.join(".gitignore");
        assert_eq!(fs::read_to_string(&ignore).unwrap(), "*\n");
        fs::remove_file(&ignore).unwrap();
        make_folder(workspace.path()).unwrap();
        assert!(!ignore.exists());
    }

    #[test]
    fn a_file_in_the_folders_place_is_named_and_kept() {
        let workspace = tempfile::tempdir().unwrap();
        fs::write(folder(workspace.path()), "mine").unwrap();
        let error = make_folder(workspace.path()).unwrap_err();
        assert!(error.to_string().contains(".threadlings`"), "{error}");
        assert_eq!(fs::read(folder(workspace.path())).unwrap(), b"mine");
    }

    #[test]
    fn a_missing_workspace_is_not_made() {
        let outer = tempfile::tempdir().unwrap();
        let workspace = outer.path().join("gone");
        assert!(make_folder(&workspace).is_err());
        assert!(!workspace.exists());
    }

    #[test]
    fn staged_content_that_is_dropped_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        fs::write(&path, "old").unwrap();
        drop(stage(&path, b"new").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_first_free_name_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let name = |number| folder.path().join(format!("copy-{number}"));
        fs::write(name(1), "first").unwrap();
        fs::create_dir(name(2)).unwrap();
        assert_eq!(write_new(name, b"third").unwrap(), name(3));
        assert_eq!(fs::read(name(1)).unwrap(), b"first");
        assert_eq!(fs::read(name(3)).unwrap(), b"third");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_even_to_what_is_not_there_yet() {
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        std::os::unix::fs::symlink("target", &link).unwrap();
        for content in [b"first", b"again"] {
            stage(&link, content).unwrap().commit().unwrap();
            assert!(link.is_symlink());
            assert!(!target.is_symlink());
            assert_eq!(fs::read(&target).unwrap(), content);
        }
    }
}
