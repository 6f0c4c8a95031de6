//! What each exercise's file held when last looked at, and which of them hold something else now.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// The texts of all exercises.
pub(crate) struct Texts {
    files: Vec<File>,
}

struct File {
    path: PathBuf,
    stamp: Option<Stamp>,
    text: Option<Vec<u8>>,
    /// Since when it has been missing, where it was there before.
    missing_since: Option<Instant>,
}

/// Some editors save by deleting first. A file is gone only when it has been missing for this long.
const GRACE: Duration = Duration::from_millis(400);

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It holds another text.
    Saved,
    /// It is gone.
    Gone,
    /// It is there, and was not before.
    Back,
}

/// What a file's directory entry says. It tells a change cheaply, though not surely: two saves within one tick of the
/// file system's clock look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }

    fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|data| Self::of(&data))
    }
}

impl Texts {
    /// Reads all files.
    pub(crate) fn read(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let files = paths
            .into_iter()
            .map(|path| File {
                stamp: Stamp::at(&path),
                text: read(&path).ok().flatten(),
                missing_since: None,
                path,
            })
            .collect();
        Self { files }
    }

    /// What the file held when last looked at; `None` where there was none.
    pub(crate) fn text(&self, index: usize) -> Option<&[u8]> {
        self.files[index].text.as_deref()
    }

    /// Looks again. The file at `sure` is read whatever its stamp says. Comes back with the files whose text is another
    /// one now; a file that cannot be read at this moment is looked at again next time.
    pub(crate) fn look(&mut self, sure: usize) -> Vec<(usize, Change)> {
        let mut changed = Vec::new();
        for (index, file) in self.files.iter_mut().enumerate() {
            let stamp = Stamp::at(&file.path);
            if index != sure && stamp == file.stamp {
                continue;
            }
            let Ok(text) = read(&file.path) else { continue };
            // Emptied only to be written: nobody is led to a file for that.
            let is_emptied = text.as_ref().is_some_and(Vec::is_empty);
            if index != sure && is_emptied && file.text.is_some() {
                continue;
            }
            if text.is_none() && file.text.is_some() {
                let since = *file.missing_since.get_or_insert_with(Instant::now);
                if since.elapsed() < GRACE {
                    continue;
                }
            }
            file.missing_since = None;
            file.stamp = stamp;
            if text != file.text {
                let change = match (&file.text, &text) {
                    (_, None) => Change::Gone,
                    (None, Some(_)) => Change::Back,
                    (Some(_), Some(_)) => Change::Saved,
                };
                file.text = text;
                changed.push((index, change));
            }
        }
        changed
    }

    /// Whether some file is not there, for a moment or for longer.
    pub(crate) fn are_incomplete(&self) -> bool {
        self.files
            .iter()
            .any(|file| file.text.is_none() || file.missing_since.is_some())
    }

    /// Whether some file is missing and may come back at any moment.
    pub(crate) fn is_restless(&self) -> bool {
        self.files.iter().any(|file| file.missing_since.is_some())
    }

    /// Forgets that a file changed, since we changed it ourselves.
    pub(crate) fn accept(&mut self, index: usize) {
        let file = &mut self.files[index];
        file.stamp = Stamp::at(&file.path);
        if let Ok(text) = read(&file.path) {
            file.text = text;
        }
    }
}

fn read(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emptied_file_is_one_that_is_being_written() {
        let dir = tempfile::tempdir().unwrap();
        let paths = ["a.rs", "b.rs"].map(|name| dir.path().join(name));
        fs::write(&paths[0], "one").unwrap();
        fs::write(&paths[1], "one").unwrap();
        let mut texts = Texts::read(paths.clone());
        fs::write(&paths[1], "").unwrap();
        assert_eq!(texts.look(0), []);
        fs::write(&paths[1], "other").unwrap();
        assert_eq!(texts.look(0), [(1, Change::Saved)]);
    }

    #[test]
    fn only_another_text_is_a_change() {
        let dir = tempfile::tempdir().unwrap();
        let paths = ["a.rs", "b.rs"].map(|name| dir.path().join(name));
        fs::write(&paths[0], "one").unwrap();
        let mut texts = Texts::read(paths.clone());
        assert_eq!(texts.look(0), []);
        fs::write(&paths[0], "one").unwrap();
        assert_eq!(texts.look(0), []);
        fs::write(&paths[0], "two").unwrap();
        fs::write(&paths[1], "new").unwrap();
        assert_eq!(texts.look(0), [(0, Change::Saved), (1, Change::Back)]);
        assert_eq!(texts.text(0), Some(&b"two"[..]));
    }

    #[test]
    fn a_missing_file_is_gone_only_after_a_while() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        fs::write(&path, "one").unwrap();
        let mut texts = Texts::read([path.clone()]);
        fs::remove_file(&path).unwrap();
        assert_eq!(texts.look(0), []);
        assert!(texts.is_restless());
        fs::write(&path, "two").unwrap();
        assert_eq!(texts.look(0), [(0, Change::Saved)]);
        assert!(!texts.is_restless());
        fs::remove_file(&path).unwrap();
        while texts.look(0).is_empty() {
            assert!(texts.is_restless());
        }
        assert_eq!(texts.text(0), None);
    }

    #[test]
    fn whatever_time_a_file_is_of_its_text_counts() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["current.rs", "other.rs"].map(|name| folder.path().join(name));
        let save = |path: &Path, text: &str, time: SystemTime| {
            fs::write(path, text).unwrap();
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(time).unwrap();
        };
        let now = SystemTime::now();
        let year = Duration::from_hours(24 * 365);
        let save_both = |text: &str, time| {
            for path in &paths {
                save(path, text, time);
            }
        };
        save_both("1", now);
        let mut texts = Texts::read(paths.clone());
        assert_eq!(texts.look(0), []);
        // Put forward, back, and back again.
        for (text, time) in [("2", now + 10 * year), ("3", now - 10 * year), ("4", now)] {
            save_both(text, time);
            assert_eq!(texts.look(0), [(0, Change::Saved), (1, Change::Saved)]);
        }
        // At the very same time: of the current file even that is seen.
        save(&paths[0], "5", now);
        assert_eq!(texts.look(0), [(0, Change::Saved)]);
    }
}
