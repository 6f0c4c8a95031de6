//! The kit's own mistakes, which say of an attempt what its student has probably done.

use std::collections::BTreeMap;

use crate::kit::{Kit, Mistake};
use crate::render;
use crate::verdict::Judgement;

/// By the name of the exercise.
pub(super) struct Mistakes(BTreeMap<String, Vec<Mistake>>);

impl Mistakes {
    /// Those of a kit; a packed one has none. Where they cannot be read, `verify` says so, and grading does not need them.
    pub(super) fn of(kit: &Kit) -> Self {
        let exercises = kit.exercises().iter();
        Self(
            exercises
                .filter_map(|exercise| Some((exercise.name.clone(), kit.mistakes(exercise).ok()?)))
                .collect(),
        )
    }

    /// The mistake that fails as this attempt does. Of several, the one that must say most.
    pub(super) fn like(&self, judgement: &Judgement) -> Option<String> {
        let mistakes = self.0.get(&judgement.exercise)?.iter();
        let mut mistakes = mistakes
            .filter(|mistake| mistake.verdict == judgement.verdict)
            .peekable();
        mistakes.peek()?;
        let read = render::read_aloud(judgement);
        let alike = mistakes.filter(|mistake| mistake.fails_like(judgement.verdict, &read));
        let most = alike.max_by_key(|mistake| mistake.says.iter().map(String::len).sum::<usize>());
        most.map(|mistake| mistake.slug.clone())
    }
}
