//! A snapshot for the teacher's watcher: one exercise of a kit, with all its files as they are at this moment.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::kit::{Exercise, Kit};
use crate::teach::bundle::Bundle;
use crate::teach::cases::{Case, cases};
use crate::teach::lines::Lines;
use crate::teach::sources::Sources;
use crate::teach::verify::files;
use crate::teach::{Finding, sort};

/// An exercise and its files.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) kit: Kit,
    pub(crate) exercise: Exercise,
    /// What there is to be judged.
    pub(crate) cases: Vec<Case>,
    /// Changes with all that every judgement depends on: the manifest entry and the checks.
    pub(crate) common: u64,
    /// Changes with anything.
    pub(crate) whole: u64,
    /// What can be told without judging.
    pub(crate) findings: Vec<Finding>,
    pub(crate) lines: Lines,
    pub(crate) is_explored: bool,
}

impl Snapshot {
    /// Reads it from the kit in `root`.
    pub(crate) fn read(root: &Path, name: &str) -> anyhow::Result<Self> {
        let kit = Kit::from_dir(root)?;
        let exercise = kit.find(name)?.clone();
        let sources = Sources::read_exercise(root, &exercise);
        let lines = Lines::parse(sources.text("info.toml").unwrap_or_default());
        let bundle = Bundle::of(&exercise, &sources);
        let entry = format!("{exercise:?}");
        let checks = bundle.checks.map(|file| file.text);
        let mut findings = files::of_exercise(&bundle, &sources, &lines);
        sort(&mut findings, &[]);
        Ok(Self {
            common: hash(&(&entry, checks)),
            whole: hash(&(&entry, &sources.texts, sources.oddities.len())),
            findings,
            cases: cases(&bundle),
            is_explored: kit.is_explored(&exercise),
            kit,
            lines,
            exercise: exercise.clone(),
        })
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
