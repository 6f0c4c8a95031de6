//! All files of a kit as they are at this moment. It must not know what they mean.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::kit::{Exercise, solution_number};

/// The folders of a kit.
pub(crate) const FOLDERS: [&str; 4] = ["exercises", "solutions", "checks", "mistakes"];

/// A kit's files, by path relative to it, with forward slashes. Hidden files are left out: the program does not see them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// What can be read.
    pub(crate) texts: BTreeMap<String, String>,
    /// What cannot.
    pub(crate) oddities: BTreeMap<String, Oddity>,
}

/// Something that is no text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// A link, which is not followed: it may lead anywhere, or in a circle.
    Link,
    /// A file that is not UTF-8.
    NotUtf8,
    /// A file or folder that the system does not let us read, with its reason.
    Unreadable(String),
}

impl Sources {
    /// Reads the kit in `root`.
    pub(crate) fn read(root: &Path) -> Self {
        let mut sources = Self::default();
        sources.read_file(root.join("info.toml"), "info.toml".to_owned());
        for folder in FOLDERS {
            let path = root.join(folder);
            match fs::symlink_metadata(&path) {
                Ok(data) if data.is_symlink() => sources.note(folder, Oddity::Link),
                Ok(_) => sources.read_folder(&path, folder),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => sources.note(folder, unreadable(&error)),
            }
        }
        sources
    }

    /// Reads the manifest and what belongs to one exercise, which is fast enough to be done every second.
    pub(crate) fn read_exercise(root: &Path, exercise: &Exercise) -> Self {
        let mut sources = Self::default();
        let folder_of = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let mut files = vec![
            "info.toml".to_owned(),
            exercise.path(),
            exercise.checks_path(),
        ];
        files.extend(folder_of(&exercise.path()).map(|folder| format!("{folder}/README.md")));
        for path in files {
            sources.read_file(root.join(&path), path);
        }
        if let Some(folder) = folder_of(&exercise.solution_path()) {
            let names = fs::read_dir(root.join(&folder))
                .into_iter()
                .flatten()
                .flatten();
            let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
            for name in names.filter(|name| solution_number(name, &exercise.name).is_some()) {
                let path = format!("{folder}/{name}");
                sources.read_file(root.join(&path), path);
            }
        }
        let mistakes = exercise.mistakes_path();
        if root.join(&mistakes).is_dir() {
            sources.read_folder(&root.join(&mistakes), &mistakes);
        }
        sources
    }

    fn read_folder(&mut self, dir: &Path, shown: &str) {
        let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(dir).and_then(Iterator::collect);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.note(shown, unreadable(&error)),
        };
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{shown}/{name}");
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => self.note(&path, Oddity::Link),
                Ok(kind) if kind.is_dir() => self.read_folder(&entry.path(), &path),
                Ok(_) => self.read_file(entry.path(), path),
                Err(error) => self.note(&path, unreadable(&error)),
            }
        }
    }

    fn read_file(&mut self, file: PathBuf, shown: String) {
        match fs::read(file).map(String::from_utf8) {
            Ok(Ok(text)) => {
                self.texts.insert(shown, text);
            }
            Ok(Err(_)) => self.note(&shown, Oddity::NotUtf8),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.note(&shown, unreadable(&error)),
        }
    }

    fn note(&mut self, path: &str, oddity: Oddity) {
        self.oddities.insert(path.to_owned(), oddity);
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    #[cfg(test)]
    pub(crate) fn of(texts: &[(&str, &str)]) -> Self {
        let texts = texts.iter();
        Self {
            texts: texts
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            oddities: BTreeMap::new(),
        }
    }
}

fn unreadable(error: &io::Error) -> Oddity {
    Oddity::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_hidden_files_is_read() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &[u8]| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("info.toml", b"format_version = 1");
        write("exercises/01_a/b.rs", b"fn main() {}");
        write("exercises/.DS_Store", b"x");
        write("mistakes/01_a/b/c.rs", b"\xff");
        write("docs/d.md", b"not the kit's");
        let sources = Sources::read(root.path());
        let paths: Vec<&str> = sources.texts.keys().map(String::as_str).collect();
        assert_eq!(paths, ["exercises/01_a/b.rs", "info.toml"]);
        assert_eq!(sources.oddities["mistakes/01_a/b/c.rs"], Oddity::NotUtf8);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_even_in_a_circle() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("exercises")).unwrap();
        let link = root.path().join("exercises/again");
        std::os::unix::fs::symlink(root.path().join("exercises"), link).unwrap();
        let sources = Sources::read(root.path());
        assert_eq!(sources.oddities["exercises/again"], Oddity::Link);
    }
}
