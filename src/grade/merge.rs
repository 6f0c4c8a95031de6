//! Puts the parts of a class together again, each graded on a machine of its own.

use std::collections::BTreeSet;

use super::model::{Graded, Grading, Part, Points};
use crate::exit::Exits;
use crate::process::Protection;

/// Why gradings cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// There is none.
    #[error("there is nothing to merge")]
    Nothing,
    /// Something that scores depend on is different.
    #[error(
        "{file} and {first} cannot be merged: they have different {what}; grade all parts with the same kit, program, compiler and options"
    )]
    Different {
        /// What.
        what: &'static str,
        /// The file with it.
        file: String,
        /// The file that all are compared with.
        first: String,
    },
    /// Two files hold the same part.
    #[error("{file} and {first} are both part {index} of {of}; name each part once")]
    Twice {
        /// Which.
        index: u32,
        /// Of how many.
        of: u32,
        /// The second file.
        file: String,
        /// The first file.
        first: String,
    },
    /// Not all parts are there.
    #[error("{missing} of {of} is missing; merge all parts in one call")]
    Missing {
        /// `part 2`, or several.
        missing: String,
        /// Of how many.
        of: u32,
    },
    /// The parts do not add up.
    #[error(
        "the parts hold {found} submissions and should hold {expected}; grade all parts of the same folder again"
    )]
    Incomplete {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Nobody can have more points than there are.
    #[error(
        "{file} gives `{name}` more points than there are; it was not written by `threadlings grade`"
    )]
    TooManyPoints {
        /// The submission.
        name: String,
        /// The file.
        file: String,
    },
    /// Two files hold a submission of the same name.
    #[error("{file} has a submission `{name}`, and so has another file; name each file once")]
    SameName {
        /// The submission.
        name: String,
        /// The second file.
        file: String,
    },
}

impl Exits for MergeError {}

/// One grading of all; each comes with the name of its file.
pub fn merge(gradings: Vec<(String, Grading)>) -> Result<Grading, MergeError> {
    let (first, rest) = gradings.split_first().ok_or(MergeError::Nothing)?;
    for other in rest {
        compare(first, other)?;
    }
    for (file, grading) in &gradings {
        bounded(file, grading)?;
    }
    let expected = parts(&gradings)?;
    let mut gradings = gradings.into_iter();
    let (_, mut whole) = gradings.next().ok_or(MergeError::Nothing)?;
    let mut names: BTreeSet<String> = whole
        .submissions
        .iter()
        .map(|one| one.name.clone())
        .collect();
    for (file, part) in gradings {
        for submission in part.submissions {
            if !names.insert(submission.name.clone()) {
                let name = submission.name;
                return Err(MergeError::SameName { name, file });
            }
            whole.submissions.push(submission);
        }
    }
    if let Some(expected) = expected.filter(|expected| *expected != names.len()) {
        let found = names.len();
        return Err(MergeError::Incomplete { found, expected });
    }
    whole
        .submissions
        .sort_by(|one, other| one.name.cmp(&other.name));
    whole.shard = None;
    Ok(whole)
}

/// Fails where a score is above the exercise's points.
fn bounded(file: &str, grading: &Grading) -> Result<(), MergeError> {
    let most = |name: &str| {
        let mut exercises = grading.kit.exercises.iter();
        exercises
            .find(|exercise| exercise.name == name)
            .map_or(0, |exercise| exercise.max_score)
    };
    let is_above = |graded: &Graded| {
        graded.earned() > Points::from(graded.max_score)
            || graded.max_score > most(&graded.judgement.exercise)
    };
    let mut submissions = grading.submissions.iter();
    match submissions.find(|submission| submission.exercises.iter().any(is_above)) {
        Some(submission) => Err(MergeError::TooManyPoints {
            name: submission.name.clone(),
            file: file.to_owned(),
        }),
        None => Ok(()),
    }
}

fn compare(
    (first, one): &(String, Grading),
    (file, other): &(String, Grading),
) -> Result<(), MergeError> {
    let active = |grading: &Grading| {
        let all = grading.protections.iter();
        all.map(|Protection { name, active, .. }| (name.clone(), *active))
            .collect::<Vec<_>>()
    };
    let parts = |grading: &Grading| grading.shard.map(|part| (part.of, part.submissions));
    let differences = [
        ("exercises", one.kit.exercises != other.kit.exercises),
        ("versions of the kit", one.kit.digest != other.kit.digest),
        ("compilers", one.kit.toolchain != other.kit.toolchain),
        ("readers (`--for`)", one.audience != other.audience),
        ("protections", active(one) != active(other)),
        (
            "deadlines or rules for lateness",
            one.lateness != other.lateness,
        ),
        (
            "numbers of parts or of submissions",
            parts(one) != parts(other),
        ),
    ];
    match differences.into_iter().find(|(_, differ)| *differ) {
        Some((what, _)) => Err(MergeError::Different {
            what,
            file: file.clone(),
            first: first.clone(),
        }),
        None => Ok(()),
    }
}

/// How many submissions all parts have together, where these are parts: then every one of them must be there, once.
fn parts(gradings: &[(String, Grading)]) -> Result<Option<usize>, MergeError> {
    let mut seen: Vec<(Part, &str)> = Vec::new();
    for (file, grading) in gradings {
        let Some(part) = grading.shard else { continue };
        if let Some((_, first)) = seen.iter().find(|(other, _)| other.index == part.index) {
            return Err(MergeError::Twice {
                index: part.index,
                of: part.of,
                file: file.clone(),
                first: (*first).to_owned(),
            });
        }
        seen.push((part, file));
    }
    let Some((
        Part {
            of, submissions, ..
        },
        _,
    )) = seen.first().copied()
    else {
        return Ok(None);
    };
    let missing: Vec<String> = (1..=of)
        .filter(|index| seen.iter().all(|(part, _)| part.index != *index))
        .map(|index| index.to_string())
        .collect();
    match missing.as_slice() {
        [] => Ok(Some(submissions)),
        [one] => Err(MergeError::Missing {
            missing: format!("part {one}"),
            of,
        }),
        _ => Err(MergeError::Missing {
            missing: format!("each of the parts {}", missing.join(", ")),
            of,
        }),
    }
}
