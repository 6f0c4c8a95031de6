//! What `verify` remembers: exercises that were sound, so that they are judged again only when they have changed. The file
//! is `.threadlings/verified.json` in the kit; lost or damaged, everything is judged again.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::bundle::Bundle;
use super::super::{Finding, Kind};
use super::report::{Attempted, Mutants, Mutated, Part, Summary};
use crate::judge::Toolchain;
use crate::progress::{FileError, keep_file};

const VERSION: u32 = 1;
const FILE: &str = "verified.json";

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    exercises: BTreeMap<String, Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    /// Changes with everything that the verdicts depend on.
    key: String,
    repeat: usize,
    attempts: Vec<StoredAttempt>,
    advice: Vec<StoredFinding>,
    mutants: Option<StoredMutants>,
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredAttempt {
    path: String,
    part: String,
    verdict: String,
    held: Vec<String>,
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredFinding {
    kind: String,
    path: String,
    line: Option<usize>,
    message: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredMutants {
    killed: usize,
    not_compiling: usize,
    equivalent: Vec<StoredMutant>,
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredMutant {
    path: String,
    line: usize,
    changed: String,
    operator: String,
    diff: String,
    because: Option<String>,
}

/// What is remembered of one kit.
pub(super) struct Store {
    root: PathBuf,
    /// What all keys depend on.
    judged_with: u64,
    entries: BTreeMap<String, Entry>,
}

/// What is remembered of an exercise that is as it was.
pub(super) struct Remembered {
    pub(super) summary: Summary,
    pub(super) advice: Vec<Finding>,
}

impl Store {
    /// Of the kit in `root`, judged with this toolchain.
    pub(super) fn load(root: &Path, toolchain: &Toolchain) -> Self {
        let text = fs::read_to_string(root.join(".threadlings").join(FILE));
        let stored: Option<Stored> = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        let stored = stored.filter(|stored| stored.version == VERSION);
        Self {
            root: root.to_owned(),
            judged_with: judged_with(root, toolchain),
            entries: stored.map_or_else(BTreeMap::new, |stored| stored.exercises),
        }
    }

    /// What changes with anything that the verdicts on an exercise depend on.
    pub(super) fn key(&self, bundle: &Bundle) -> String {
        let mut hasher = DefaultHasher::new();
        self.judged_with.hash(&mut hasher);
        // All of its manifest entry.
        format!("{:?}", bundle.exercise).hash(&mut hasher);
        for file in bundle.files() {
            (file.path, file.text).hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// What is known of an exercise with this key that was judged at least so many times.
    pub(super) fn recall(&self, bundle: &Bundle, key: &str, repeat: usize) -> Option<Remembered> {
        let exercise = bundle.exercise;
        let entry = self.entries.get(&exercise.name)?;
        if entry.key != key || entry.repeat < repeat {
            return None;
        }
        let attempts = entry.attempts.iter().map(|stored| {
            Some(Attempted {
                path: stored.path.clone(),
                part: Part::from_word(&stored.part)?,
                verdict: stored.verdict.parse().ok()?,
                is_right: true,
                held: stored.held.clone(),
            })
        });
        let advice = entry.advice.iter().map(|stored| {
            let kind = Kind::ALL.iter().find(|kind| kind.word() == stored.kind)?;
            let finding = Finding::new(*kind, &stored.path, stored.line, &stored.message);
            Some(finding.of(&exercise.name))
        });
        Some(Remembered {
            summary: Summary {
                name: exercise.name.clone(),
                path: exercise.path(),
                attempts: attempts.collect::<Option<_>>()?,
                mutants: entry.mutants.as_ref().map(Into::into),
                unchanged: true,
            },
            advice: advice.collect::<Option<_>>()?,
        })
    }

    /// Remembers a sound exercise.
    pub(super) fn remember(
        &mut self,
        key: &str,
        repeat: usize,
        summary: &Summary,
        advice: &[Finding],
    ) {
        let attempts = summary.attempts.iter().map(|attempt| StoredAttempt {
            path: attempt.path.clone(),
            part: attempt.part.word().to_owned(),
            verdict: attempt.verdict.word().to_owned(),
            held: attempt.held.clone(),
        });
        let advice = advice.iter().map(|finding| StoredFinding {
            kind: finding.kind.word().to_owned(),
            path: finding.path.clone(),
            line: finding.line,
            message: finding.message.clone(),
        });
        let mutants = summary.mutants.as_ref();
        let known = self.entries.get(&summary.name);
        let known = known.filter(|known| known.key == key);
        let entry = Entry {
            key: key.to_owned(),
            repeat: known.map_or(repeat, |known| known.repeat.max(repeat)),
            attempts: attempts.collect(),
            advice: advice.collect(),
            mutants: mutants
                .filter(|mutants| mutants.surviving.is_empty())
                .map(Into::into),
        };
        self.entries.insert(summary.name.clone(), entry);
    }

    /// Forgets an exercise that is not sound.
    pub(super) fn forget(&mut self, exercise: &str) {
        self.entries.remove(exercise);
    }

    /// Writes it down.
    pub(super) fn save(&self) -> Result<(), FileError> {
        let stored = Stored {
            version: VERSION,
            exercises: self.entries.clone(),
        };
        let text = serde_json::to_vec_pretty(&stored).unwrap_or_default();
        keep_file(&self.root, FILE, &text)
    }
}

impl From<&StoredMutants> for Mutants {
    fn from(stored: &StoredMutants) -> Self {
        let equivalent = stored.equivalent.iter().cloned();
        Self {
            killed: stored.killed,
            not_compiling: stored.not_compiling,
            equivalent: equivalent
                .map(|mutant| Mutated {
                    path: mutant.path,
                    line: mutant.line,
                    changed: mutant.changed,
                    operator: mutant.operator,
                    diff: mutant.diff,
                    because: mutant.because,
                })
                .collect(),
            surviving: Vec::new(),
        }
    }
}

impl From<&Mutants> for StoredMutants {
    fn from(mutants: &Mutants) -> Self {
        let equivalent = mutants.equivalent.iter().cloned();
        Self {
            killed: mutants.killed,
            not_compiling: mutants.not_compiling,
            equivalent: equivalent
                .map(|mutant| StoredMutant {
                    path: mutant.path,
                    line: mutant.line,
                    changed: mutant.changed,
                    operator: mutant.operator,
                    diff: mutant.diff,
                    because: mutant.because,
                })
                .collect(),
        }
    }
}

/// How exercises are compiled, by which compiler, and this program, which holds harness and explorer. The program's file
/// tells one build from another.
fn judged_with(root: &Path, toolchain: &Toolchain) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in ["Cargo.toml", "Cargo.lock", "clippy.toml"] {
        fs::read(root.join(file)).ok().hash(&mut hasher);
    }
    toolchain.version.hash(&mut hasher);
    toolchain.clippy.is_some().hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    let program = std::env::current_exe().and_then(fs::metadata);
    if let Ok(data) = program {
        data.len().hash(&mut hasher);
        data.modified().ok().hash(&mut hasher);
    }
    hasher.finish()
}
