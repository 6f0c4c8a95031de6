//! Support files: what lies beside a kit's exercises and may be asked for by them, as data, modules, a `clippy.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Exercise;
use crate::archive::Files;

/// What is never an exercise's to see, at the top of a kit.
const HIDDEN: [&str; 5] = ["info.toml", "solutions", "checks", "mistakes", "target"];
const README: &str = "README.md";
/// Larger files are no data of an exercise.
const LARGEST: u64 = 1 << 20;
/// A kit with more files beside its exercises is part of something larger.
const MOST: usize = 500;

/// Those in a folder. Neither links nor hidden files are followed, and what cannot be read is missed only by who needs it.
pub(super) fn on_disk(root: &Path, exercises: &[Exercise]) -> Files {
    let mut search = Search {
        exercises: paths(exercises),
        found: Files::new(),
    };
    search.folder(root, "");
    search.found
}

/// Those among a kit's files.
pub(super) fn of(files: &Files, exercises: &[Exercise]) -> Files {
    let exercises = paths(exercises);
    let is_support_file = |path: &String| {
        let (top, name) = (path.split('/').next(), path.rsplit('/').next());
        name != Some(README)
            && !top.is_some_and(|top| HIDDEN.contains(&top))
            && !exercises.contains(path)
    };
    let support_files = files.iter().filter(|(path, _)| is_support_file(path));
    support_files
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

fn paths(exercises: &[Exercise]) -> BTreeSet<String> {
    exercises.iter().map(Exercise::path).collect()
}

struct Search {
    exercises: BTreeSet<String>,
    found: Files,
}

impl Search {
    fn folder(&mut self, dir: &Path, shown: &str) {
        // What cannot be read cannot be asked for either.
        let mut entries: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_hidden = name.starts_with('.') || name == README;
            if is_hidden || (shown.is_empty() && HIDDEN.contains(&name.as_str())) {
                continue;
            }
            let path = format!("{shown}{name}");
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if self.found.len() == MOST {
                return;
            }
            if kind.is_dir() {
                self.folder(&entry.path(), &format!("{path}/"));
            } else if kind.is_file()
                && !self.exercises.contains(&path)
                && entry.metadata().is_ok_and(|data| data.len() <= LARGEST)
                && let Ok(bytes) = fs::read(entry.path())
            {
                self.found.insert(path, bytes);
            }
        }
    }
}
