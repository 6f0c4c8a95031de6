//! One exercise with all its files.

use super::sources::Sources;
use crate::kit::{Exercise, Mistake, Problems, solution_number};

/// A file of the kit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct File<'a> {
    /// Relative to the kit.
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
}

/// An exercise and what belongs to it.
#[derive(Debug)]
pub(crate) struct Bundle<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) start: Option<File<'a>>,
    pub(crate) checks: Option<File<'a>>,
    /// In the order in which students are shown them.
    pub(crate) solutions: Vec<File<'a>>,
    pub(crate) mistakes: Vec<(File<'a>, Result<Mistake, Problems>)>,
}

impl<'a> Bundle<'a> {
    /// What the sources hold for the exercise.
    pub(crate) fn of(exercise: &'a Exercise, sources: &'a Sources) -> Self {
        let file = |path: &str| {
            let (path, text) = sources.texts.get_key_value(path)?;
            Some(File { path, text })
        };
        let mut solutions: Vec<(u32, File)> = sources
            .texts
            .iter()
            .filter_map(|(path, text)| {
                let first = exercise.solution_path();
                let (folder, _) = first.rsplit_once('/')?;
                let name = path.strip_prefix(folder)?.strip_prefix('/')?;
                Some((solution_number(name, &exercise.name)?, File { path, text }))
            })
            .collect();
        solutions.sort_by_key(|(number, _)| *number);
        let folder = exercise.mistakes_path();
        let mistakes = sources.texts.iter().filter_map(|(path, text)| {
            let name = path.strip_prefix(&folder)?.strip_prefix('/')?;
            let slug = name
                .strip_suffix(".rs")
                .filter(|slug| !slug.contains('/'))?;
            let mistake = Mistake::parse(slug, path, path, text.clone());
            Some((File { path, text }, mistake))
        });
        Self {
            exercise,
            start: file(&exercise.path()),
            checks: file(&exercise.checks_path()),
            solutions: solutions.into_iter().map(|(_, file)| file).collect(),
            mistakes: mistakes.collect(),
        }
    }

    /// All its files.
    pub(crate) fn files(&self) -> impl Iterator<Item = File<'a>> {
        let single = self.start.into_iter().chain(self.checks);
        let mistakes = self.mistakes.iter().map(|(file, _)| *file);
        single.chain(self.solutions.iter().copied()).chain(mistakes)
    }
}
