//! Redaction: what students may not read of hidden checks is taken out here, for all reports at once.

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
        for graded in &mut submission.exercises {
            graded.asks_about_types = false;
            graded.mistake = None;
            let Graded { judgement, .. } = graded;
            let mut hidden = hidden.clone();
            if let Some(exercise) = hidden.find(|exercise| exercise.name == judgement.exercise) {
                for name in &mut graded.held_at_start {
                    let index = judgement
                        .checks
                        .iter()
                        .position(|check| check.name == *name);
                    *name = words::hidden_check(index.map_or(0, |index| index + 1));
                }
                redact(judgement, exercise);
            }
        }
    }
    grading
}

fn redact(judgement: &mut Judgement, exercise: &Exercise) {
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::kit::manifest;
    use crate::verdict::{CheckResult, CheckStatus};

    fn judgement(verdict: Verdict) -> Judgement {
        Judgement {
            exercise: "a".to_owned(),
            verdict,
            reason: Some("why".to_owned()),
            diagnostics: Vec::new(),
            checks: vec![CheckResult {
                name: "secret".to_owned(),
                description: "Secret.".to_owned(),
                status: CheckStatus::Failed,
                message: Some("secret".to_owned()),
                exploration: None,
                place: None,
                max_points: 2,
            }],
            exploration: None,
            trace: None,
            nudges: vec!["Secret.".to_owned(), "Said.".to_owned()],
            output: "secret".to_owned(),
            may_be_load: false,
            elapsed: Duration::ZERO,
        }
    }

    #[test]
    fn verdict_points_and_other_nudges_stay() {
        let text = "format_version = 1\n[[exercises]]\nname = \"a\"\n\
            nudges = [{ when = \"check:secret\", say = \"Secret.\" }, { when = \"deadlocks\", say = \"Said.\" }]\n";
        let manifest = manifest::parse(text, "info.toml").unwrap();
        let mut redacted = judgement(Verdict::Deadlocks);
        redact(&mut redacted, &manifest.exercises[0]);
        assert!(!format!("{redacted:?}").to_lowercase().contains("secret"));
        assert_eq!(redacted.nudges, ["Said."]);
        assert_eq!(redacted.reason.as_deref(), Some("why"));
        assert_eq!(redacted.max_points(), 2);
        assert_eq!(redacted.checks[0].name, "check 1");

        let mut redacted = judgement(Verdict::NotJudged);
        redact(&mut redacted, &manifest.exercises[0]);
        assert_ne!(redacted.reason.as_deref(), Some("why"));
    }
}
