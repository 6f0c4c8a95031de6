//! What students may not read of hidden checks is taken out here, for all reports at once.

use super::model::{Graded, Grading};
use super::words;
use crate::kit::{Exercise, When};
use crate::verdict::{Judgement, Verdict};

/// The grading without names and words of the checks of these exercises. What the compiler said of the student's own
/// file, the verdict, the points, and the kit's nudges for both stay.
pub(super) fn for_students<'e>(
    mut grading: Grading,
    hidden: &(impl Iterator<Item = &'e Exercise> + Clone),
) -> Grading {
    for submission in &mut grading.submissions {
        for Graded { judgement, .. } in &mut submission.exercises {
            let mut hidden = hidden.clone();
            if let Some(exercise) = hidden.find(|exercise| exercise.name == judgement.exercise) {
                withhold(judgement, exercise);
            }
        }
    }
    grading
}

fn withhold(judgement: &mut Judgement, exercise: &Exercise) {
    for (index, check) in judgement.checks.iter_mut().enumerate() {
        check.name = words::hidden_check(index + 1);
        check.description = String::new();
        check.message = None;
    }
    judgement.trace = None;
    judgement.output = String::new();
    if judgement.verdict == Verdict::NotJudged {
        judgement.reason = Some(words::not_judged().to_owned());
    }
    let is_told = |nudge: &String| {
        !exercise
            .nudges
            .iter()
            .any(|known| matches!(known.when, When::Check(_)) && known.say == *nudge)
    };
    judgement.nudges.retain(is_told);
}
