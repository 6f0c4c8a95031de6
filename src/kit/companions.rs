//! What lies beside a kit's exercises and may be asked for by them: data, modules, a `clippy.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Exercise;

/// What is never an exercise's to see, at the top of a kit.
const HIDDEN: [&str; 5] = ["info.toml", "solutions", "checks", "mistakes", "target"];
/// Larger files are no data of an exercise.
const LARGEST: u64 = 1 << 20;
/// A kit with more files beside its exercises is part of something larger.
const MOST: usize = 500;

/// Paths, relative to the kit, and where they lie. Neither links nor hidden files are followed.
pub(super) fn companions(root: &Path, exercises: &[Exercise]) -> Vec<(String, PathBuf)> {
    let mut search = Search {
        exercises: exercises.iter().map(Exercise::path).collect(),
        found: Vec::new(),
    };
    search.folder(root, "");
    search.found
}

struct Search {
    exercises: BTreeSet<String>,
    found: Vec<(String, PathBuf)>,
}

impl Search {
    fn folder(&mut self, dir: &Path, shown: &str) {
        // What cannot be read cannot be asked for either.
        let mut entries: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_hidden = name.starts_with('.') || name == "README.md";
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
            {
                self.found.push((path, entry.path()));
            }
        }
    }
}
