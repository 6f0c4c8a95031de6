//! What of a kit goes to students, in the open or hidden: all but its mistakes, and nothing that its manifest does not name.

use std::collections::BTreeSet;
use std::path::Path;

use toml_edit::DocumentMut;

use super::{Kit, Source};
use crate::archive::Files;
use crate::kit::{KitError, Packed};

/// What the kit inside the program is called.
const EMBEDDED: &str = "threadlings";

impl Kit {
    /// What the kit is called: the name it was packed under, or that of its folder.
    pub fn name(&self) -> String {
        let of_folder = |root: &Path| {
            let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
            let absolute = absolute.canonicalize().unwrap_or(absolute);
            absolute.file_name().map_or_else(
                || "kit".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            )
        };
        match &self.source {
            Source::Disk(root) => of_folder(root),
            Source::Embedded(_) => EMBEDDED.to_owned(),
            Source::Packed(packed, _) => packed.name.clone(),
        }
    }

    /// Which version of the kit this is, where its manifest says so.
    pub fn version(&self) -> Option<&str> {
        self.manifest.version.as_deref()
    }

    /// All READMEs of chapters, and the one above them, by path relative to the kit.
    pub(crate) fn readmes(&self) -> Result<Files, KitError> {
        let dirs = self.exercises().iter().filter_map(|one| one.dir.as_deref());
        let chapters: BTreeSet<String> = dirs.map(|dir| format!("exercises/{dir}")).collect();
        let mut readmes = Files::new();
        for folder in chapters.into_iter().chain(["exercises".to_owned()]) {
            let path = format!("{folder}/README.md");
            if let Some(text) = self.source.text(&path)? {
                readmes.insert(path, text.into_bytes());
            }
        }
        Ok(readmes)
    }

    /// What lies beside the exercises for them to read, by path relative to the kit. Those with a checks file read nothing.
    pub(crate) fn data(&self) -> Result<Files, KitError> {
        for exercise in self.exercises() {
            if self.checks(exercise)?.is_none() {
                let mut files = self.support_files();
                files.retain(|path, _| path.starts_with("exercises/"));
                return Ok(files);
            }
        }
        Ok(Files::new())
    }

    /// The kit's `Cargo.toml`, where it is there for the exercises, as in rustlings' community kits: its programs are the
    /// exercises' files. Another one, such as that of a program in the same folder, is nothing to students.
    pub(crate) fn cargo_manifest(&self) -> Result<Option<String>, KitError> {
        let text = self.source.text("Cargo.toml")?;
        Ok(text.filter(|text| is_of_exercises(text)))
    }

    /// All that students get.
    pub(crate) fn packed(&self) -> Result<Packed, KitError> {
        let mut files = self.readmes()?;
        files.extend(self.data()?);
        let mut add = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
        add("info.toml", self.source.required("info.toml")?);
        if let Some(text) = self.cargo_manifest()? {
            add("Cargo.toml", text);
            if let Some(lock) = self.source.text("Cargo.lock")? {
                add("Cargo.lock", lock);
            }
        }
        for exercise in self.exercises() {
            add(&exercise.path(), self.start(exercise)?);
            if let Some(text) = self.checks(exercise)? {
                add(&exercise.checks_path(), text);
            }
            for (path, text) in self.solutions(exercise)? {
                add(&path, text);
            }
        }
        Ok(Packed {
            name: self.name(),
            version: self.version().map(str::to_owned),
            files,
        })
    }

    /// The same without hidden tests, and without the answers to them; and to how many exercises there are any. Where the
    /// tests were, an empty file says that they are elsewhere.
    pub(crate) fn packed_without_checks(&self) -> Result<(Packed, usize), KitError> {
        let mut packed = self.packed()?;
        let mut left_out = 0;
        for exercise in self.exercises() {
            let Some(checks) = packed.files.get_mut(&exercise.checks_path()) else {
                continue;
            };
            checks.clear();
            left_out += 1;
            for (path, _) in self.solutions(exercise)? {
                packed.files.remove(&path);
            }
        }
        Ok((packed, left_out))
    }
}

fn is_of_exercises(manifest: &str) -> bool {
    let Ok(manifest) = manifest.parse::<DocumentMut>() else {
        return false;
    };
    let is_exercise = |path: Option<&str>| path.is_some_and(|path| path.starts_with("exercises/"));
    match manifest.get("bin") {
        Some(toml_edit::Item::ArrayOfTables(bins)) => bins
            .iter()
            .any(|bin| is_exercise(bin.get("path").and_then(toml_edit::Item::as_str))),
        Some(item) => item.as_array().is_some_and(|bins| {
            let paths = bins
                .iter()
                .map(|bin| bin.as_inline_table()?.get("path")?.as_str());
            paths.into_iter().any(is_exercise)
        }),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_exercises;

    #[test]
    fn a_manifest_is_of_exercises_when_its_programs_are() {
        for (text, expected) in [
            (
                "bin = [\n  { name = \"a\", path = \"exercises/a.rs\" },\n]\n",
                true,
            ),
            (
                "[[bin]]\nname = \"a\"\npath = \"exercises/01/a.rs\"\n",
                true,
            ),
            (
                "[package]\nname = \"a\"\n[dependencies]\nanyhow = \"1\"\n",
                false,
            ),
            ("[[bin]]\nname = \"a\"\npath = \"src/a.rs\"\n", false),
            ("bin = 3\n", false),
            ("no toml", false),
        ] {
            assert_eq!(is_of_exercises(text), expected, "{text}");
        }
    }
}
