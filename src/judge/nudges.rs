//! Which of the kit's sentences a student reads: few, since who is given three things to try tries none.

use crate::kit::{Exercise, When};
use crate::verdict::{CheckStatus, Judgement, Verdict};

/// The sentences for what was found, in the kit's order: those for the compiler's codes, for the verdict, and for the first
/// check that failed. That check's is left out where it did not come to an end and the verdict has a sentence of its own:
/// what is said of its assertions would be about another mistake.
pub(super) fn nudges(exercise: &Exercise, judgement: &Judgement) -> Vec<String> {
    let all = &exercise.nudges;
    let of_verdict = |when: &When| {
        matches!(when, When::Verdict(_) | When::NoProgress) && when.applies_to(judgement)
    };
    let cut_off = matches!(
        judgement.verdict,
        Verdict::Deadlocks | Verdict::TimesOut | Verdict::ExceedsLimit
    );
    let verdict_says_it = cut_off && all.iter().any(|nudge| of_verdict(&nudge.when));
    let mut checks = judgement.checks.iter();
    let deciding = checks
        .find(|check| check.status == CheckStatus::Failed)
        .map(|check| check.name.as_str());
    all.iter()
        .filter(|nudge| match &nudge.when {
            When::Check(name) => deciding == Some(name) && !verdict_says_it,
            when => when.applies_to(judgement),
        })
        .map(|nudge| nudge.say.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::manifest;
    use crate::verdict::CheckResult;

    const MANIFEST: &str = r#"
format_version = 1
[[exercises]]
name = "a"
nudges = [
  { when = "check:one", say = "of one" },
  { when = "check:two", say = "of two" },
  { when = "deadlocks", say = "of a deadlock" },
  { when = "no_progress", say = "of polling" },
]
"#;

    fn said(verdict: Verdict, failed: &[&str]) -> Vec<String> {
        let exercise = &manifest::parse(MANIFEST, "info.toml").unwrap().exercises[0];
        let checks = ["one", "two"].map(|name| CheckResult {
            name: name.to_owned(),
            description: String::new(),
            status: if failed.contains(&name) {
                CheckStatus::Failed
            } else {
                CheckStatus::Passed
            },
            message: None,
            exploration: None,
            place: None,
            max_points: 1,
        });
        let judgement = Judgement {
            checks: checks.into(),
            ..Judgement::new(&exercise.name, verdict)
        };
        nudges(exercise, &judgement)
    }

    #[test]
    fn of_several_failed_checks_the_first_one_speaks() {
        assert_eq!(said(Verdict::FailsChecks, &["one", "two"]), ["of one"]);
        assert_eq!(said(Verdict::FailsChecks, &["two"]), ["of two"]);
        assert!(said(Verdict::Passed, &[]).is_empty());
    }

    #[test]
    fn a_check_that_was_cut_off_leaves_the_word_to_the_verdict() {
        assert_eq!(said(Verdict::Deadlocks, &["one"]), ["of a deadlock"]);
        assert_eq!(said(Verdict::TimesOut, &["one"]), ["of one"]);
    }

    #[test]
    fn too_much_output_is_no_polling() {
        assert_eq!(said(Verdict::ExceedsLimit, &["one"]), ["of one"]);
    }
}
