//! A loaded kit: its manifest and its files, from a folder, from a packed file, or from the copy inside the program. It
//! must not know what the files mean to the judge, nor write any.

mod student;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::manifest::{self, Manifest};
use super::nearest::nearest;
use super::{Exercise, KitError, Mistake, Package, Packed, embedded, levels, support_files};
use crate::archive::Files;

/// Where the files are.
#[derive(Clone, Debug)]
enum Source {
    Disk(PathBuf),
    Embedded(&'static Files),
    /// The contents of the file at a path.
    Packed(Arc<Packed>, PathBuf),
}

/// A kit with a sound manifest.
#[derive(Clone, Debug)]
pub struct Kit {
    source: Source,
    /// Whether the folder is the one this program was built from. There the student's files lie where the kit's own were.
    built_from: bool,
    manifest: Manifest,
}

impl Kit {
    /// The kit in the folder `root`.
    pub fn from_dir(root: &Path) -> Result<Self, KitError> {
        let path = root.join("info.toml");
        if matches!(path.try_exists(), Ok(false)) {
            return Err(KitError::NoKit(root.to_owned()));
        }
        let home = fs::canonicalize(env!("CARGO_MANIFEST_DIR"));
        let built_from =
            matches!((home, fs::canonicalize(root)), (Ok(home), Ok(root)) if home == root);
        Self::load(Source::Disk(root.to_owned()), built_from)
    }

    /// The kit in the file `path`, or in the folder.
    pub fn open(path: &Path) -> Result<Self, KitError> {
        if path.is_dir() {
            return Self::from_dir(path);
        }
        let packed = Arc::new(Packed::open(path)?);
        Self::load(Source::Packed(packed, path.to_owned()), false)
    }

    /// The kit inside the program.
    pub fn embedded() -> Result<Self, KitError> {
        Self::load(Source::Embedded(embedded::files()?), false)
    }

    /// The small programs to play, which are inside the program too.
    pub(crate) fn levels() -> Result<Self, KitError> {
        Self::load(Source::Embedded(levels::files()), false)
    }

    fn load(source: Source, built_from: bool) -> Result<Self, KitError> {
        let shown = source.shown("info.toml");
        let text = source.required("info.toml")?;
        Ok(Self {
            source,
            built_from,
            manifest: manifest::parse(&text, &shown)?,
        })
    }

    /// Whether every exercise has its start. Not to be asked where a student works in the kit's own folder: there a
    /// file that is missing or damaged is an attempt, not the kit's fault.
    pub fn require_starts(&self) -> Result<(), KitError> {
        let mut missing = Vec::new();
        for exercise in self.exercises() {
            if self.pristine(&exercise.path())?.is_none() {
                missing.push(self.source.shown(&exercise.path()));
            }
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(KitError::MissingStarts(missing))
        }
    }

    /// The exercises in the order of the course.
    pub fn exercises(&self) -> &[Exercise] {
        &self.manifest.exercises
    }

    /// Said at the first start.
    pub fn welcome_message(&self) -> Option<&str> {
        self.manifest.welcome_message.as_deref()
    }

    /// Said when all exercises are done.
    pub fn final_message(&self) -> Option<&str> {
        self.manifest.final_message.as_deref()
    }

    /// Whether this is the copy inside the program.
    pub fn is_embedded(&self) -> bool {
        matches!(self.source, Source::Embedded(_))
    }

    /// The kit's folder, as it was given; a packed kit and the copy inside the program have none.
    pub fn root(&self) -> Option<&Path> {
        match &self.source {
            Source::Disk(root) => Some(root),
            Source::Embedded(_) | Source::Packed(..) => None,
        }
    }

    /// The kit's folder or file; the copy inside the program has none.
    pub fn location(&self) -> Option<&Path> {
        match &self.source {
            Source::Disk(path) | Source::Packed(_, path) => Some(path),
            Source::Embedded(_) => None,
        }
    }

    /// The exercise as a student first gets it, whatever has become of the file in a clone since.
    pub fn start(&self, exercise: &Exercise) -> Result<String, KitError> {
        let path = exercise.path();
        self.pristine(&path)?
            .ok_or_else(|| KitError::Missing(self.source.shown(&path)))
    }

    /// The first good answer; an exercise may have none.
    pub fn solution(&self, exercise: &Exercise) -> Result<Option<String>, KitError> {
        self.source.text(&exercise.solution_path())
    }

    /// The hidden tests; an exercise may have none.
    pub fn checks(&self, exercise: &Exercise) -> Result<Option<String>, KitError> {
        self.source.text(&exercise.checks_path())
    }

    /// Refuses an exercise that had hidden tests once: wrong answers are kept for it, and without them all would pass.
    pub(crate) fn require_checks(&self, exercise: &Exercise) -> Result<(), KitError> {
        if self.checks(exercise)?.is_some() {
            return Ok(());
        }
        let mistakes = self.source.list(&exercise.mistakes_path())?;
        if mistakes
            .iter()
            .any(|file| file.strip_suffix(".rs").is_some())
        {
            let path = self.source.shown(&exercise.checks_path());
            return Err(KitError::ChecksGone(path));
        }
        Ok(())
    }

    /// Whether the exercise has hidden tests, of which this kit knows no more: their file is empty.
    pub fn has_checks_elsewhere(&self, exercise: &Exercise) -> bool {
        matches!(self.checks(exercise), Ok(Some(text)) if text.is_empty())
    }

    /// How exercises without a checks file are compiled, by the kit's `Cargo.toml`.
    pub(crate) fn package(&self) -> Result<Package, KitError> {
        let Some(text) = self.source.text("Cargo.toml")? else {
            return Ok(Package::default());
        };
        let lock = self.source.text("Cargo.lock")?;
        let root = self.root().unwrap_or(Path::new(""));
        Package::parse(&text, lock, root).map_err(|reason| KitError::Package {
            path: self.source.shown("Cargo.toml"),
            reason,
        })
    }

    /// What exercises without a checks file may read: all small files that are neither the kit's own nor other exercises, by
    /// path relative to the kit.
    pub(crate) fn support_files(&self) -> Files {
        match &self.source {
            Source::Disk(root) => support_files::on_disk(root, self.exercises()),
            Source::Embedded(files) => support_files::of(files, self.exercises()),
            Source::Packed(packed, _) => support_files::of(&packed.files, self.exercises()),
        }
    }

    /// Whether the exercise's interleavings are to be explored: of its checks, or where it has none, of its own tests.
    pub fn is_explored(&self, exercise: &Exercise) -> bool {
        match self.checks(exercise) {
            Ok(Some(text)) => exercise.explore.is_some() && !text.is_empty(),
            Ok(None) => exercise.asks_to_explore && exercise.test,
            Err(_) => false,
        }
    }

    /// Paths, relative to the kit, and texts of the good answers: `name.rs`, then `name.2.rs` and so on.
    pub fn solutions(&self, exercise: &Exercise) -> Result<Vec<(String, String)>, KitError> {
        let first = exercise.solution_path();
        let (folder, _) = first.rsplit_once('/').unwrap_or_default();
        let mut numbers: Vec<(u32, String)> = self
            .source
            .list(folder)?
            .into_iter()
            .filter_map(|file| Some((solution_number(&file, &exercise.name)?, file)))
            .collect();
        numbers.sort_unstable();
        numbers
            .into_iter()
            .map(|(_, file)| {
                let path = format!("{folder}/{file}");
                let text = self.source.required(&path)?;
                Ok((path, text))
            })
            .collect()
    }

    /// The wrong attempts kept in the kit, by name. A packed kit and the copy inside the program have none.
    pub fn mistakes(&self, exercise: &Exercise) -> Result<Vec<Mistake>, KitError> {
        let folder = exercise.mistakes_path();
        let mut mistakes = Vec::new();
        for file in self.source.list(&folder)? {
            let Some(slug) = file.strip_suffix(".rs").filter(|s| !s.starts_with('.')) else {
                continue;
            };
            let path = format!("{folder}/{file}");
            let text = self.source.required(&path)?;
            mistakes.push(Mistake::parse(
                slug,
                &path,
                &self.source.shown(&path),
                text,
            )?);
        }
        Ok(mistakes)
    }

    /// The exercise with this name, or the only one whose name begins so.
    pub fn find(&self, name: &str) -> Result<&Exercise, KitError> {
        let exercises = self.exercises();
        if let Some(exercise) = exercises.iter().find(|exercise| exercise.name == name) {
            return Ok(exercise);
        }
        let begun: Vec<&Exercise> = exercises
            .iter()
            .filter(|exercise| exercise.name.starts_with(name))
            .collect();
        match begun.as_slice() {
            [exercise] => Ok(exercise),
            [] => Err(KitError::Unknown {
                name: name.to_owned(),
                nearest: nearest(
                    name,
                    exercises.iter().map(|exercise| exercise.name.as_str()),
                )
                .into_iter()
                .map(str::to_owned)
                .collect(),
            }),
            several => Err(KitError::Ambiguous {
                beginning: name.to_owned(),
                candidates: several.iter().map(|one| one.name.clone()).collect(),
            }),
        }
    }

    fn pristine(&self, path: &str) -> Result<Option<String>, KitError> {
        if self.built_from
            && let Some(text) = Source::Embedded(embedded::files()?).text(path)?
        {
            return Ok(Some(text));
        }
        self.source.text(path)
    }
}

impl Source {
    /// How messages call the file.
    fn shown(&self, path: &str) -> String {
        match self {
            Self::Disk(root) => root.join(path).display().to_string(),
            Self::Embedded(_) => format!("{path} (inside the program)"),
            Self::Packed(_, file) => format!("{path} (inside {})", file.display()),
        }
    }

    fn required(&self, path: &str) -> Result<String, KitError> {
        self.text(path)?
            .ok_or_else(|| KitError::Missing(self.shown(path)))
    }

    /// The file's text; `None` where there is no such file.
    fn text(&self, path: &str) -> Result<Option<String>, KitError> {
        let inside = |files: &Files| files.get(path).cloned().ok_or(ErrorKind::NotFound.into());
        let bytes = match self {
            Self::Disk(root) => fs::read(root.join(path)),
            Self::Embedded(files) => inside(files),
            Self::Packed(packed, _) => inside(&packed.files),
        };
        let Some(bytes) = present(bytes).map_err(|source| self.unreadable(path, source))? else {
            return Ok(None);
        };
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| KitError::NotUtf8(self.shown(path)))
    }

    /// Names of what is in the folder, sorted; a folder that does not exist has nothing.
    fn list(&self, folder: &str) -> Result<Vec<String>, KitError> {
        let inside = |files: &Files| {
            let below =
                |path: &String| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned());
            files.keys().filter_map(below).collect()
        };
        let mut names: Vec<String> = match self {
            Self::Disk(root) => {
                let entries: io::Result<Vec<fs::DirEntry>> =
                    fs::read_dir(root.join(folder)).and_then(Iterator::collect);
                present(entries)
                    .map_err(|source| self.unreadable(folder, source))?
                    .unwrap_or_default()
                    .iter()
                    .map(|entry| entry.file_name().to_string_lossy().into_owned())
                    .collect()
            }
            Self::Embedded(files) => inside(files),
            Self::Packed(packed, _) => inside(&packed.files),
        };
        names.sort_unstable();
        Ok(names)
    }

    fn unreadable(&self, path: &str, source: io::Error) -> KitError {
        KitError::Read {
            path: self.shown(path),
            source,
        }
    }
}

/// `None` for what is not there.
fn present<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// 1 for `name.rs`, 2 for `name.2.rs` and so on; `None` for another exercise's file.
pub(crate) fn solution_number(file: &str, name: &str) -> Option<u32> {
    let rest = file.strip_prefix(name)?.strip_suffix(".rs")?;
    if rest.is_empty() {
        return Some(1);
    }
    let number = rest.strip_prefix('.')?.parse().ok()?;
    (number >= 2).then_some(number)
}

#[cfg(test)]
mod tests;
