//! What the outcomes of the checks come to.

use crate::judge::checks::Check;
use crate::judge::run::{Outcome, SHOWN_OUTPUT};
use crate::judge::tokens::{core_counts, timed_waits};
use crate::judge::{JudgeError, sentences};
use crate::kit::Exercise;
use crate::process::shorten;
use crate::verdict::{CheckResult, CheckStatus, Exploration, Judgement, Verdict};

/// What both say of each check of an attempt.
pub(super) fn combined(
    ran: Vec<Option<Outcome>>,
    explored: Vec<Result<Outcome, JudgeError>>,
    attempt: &str,
) -> Result<Vec<Outcome>, JudgeError> {
    ran.into_iter()
        .zip(explored)
        .map(|(ran, explored)| both(ran, explored, attempt))
        .collect()
}

/// Why only real threads ran out of time: by what the attempt does otherwise there than while exploring.
fn explained(said: String, attempt: &str) -> String {
    let (cores, waits) = (core_counts(attempt), timed_waits(attempt));
    if !cores.is_empty() {
        sentences::counts_cores(&said, &cores)
    } else if !waits.is_empty() {
        sentences::waits_too_long(&said, &waits)
    } else {
        said
    }
}

/// What both say of a check. A pass needs both.
fn both(
    ran: Option<Outcome>,
    explored: Result<Outcome, JudgeError>,
    attempt: &str,
) -> Result<Outcome, JudgeError> {
    match (ran, explored) {
        // Code that must not compile and does is wrong before it runs.
        (Some(ran), _) if ran.is_about_types => Ok(ran),
        // Real threads came to an end, while exploring did not.
        (Some(ran), Ok(explored))
            if explored.verdict == Verdict::TimesOut
                && !matches!(ran.verdict, Verdict::Passed | Verdict::TimesOut) =>
        {
            Ok(ran)
        }
        (_, Ok(explored)) if explored.verdict != Verdict::Passed => Ok(explored),
        (Some(ran), Ok(explored)) if ran.verdict == Verdict::Passed => Ok(Outcome {
            verdict: ran.verdict,
            message: ran.message,
            // The same every time, where real threads print as it comes.
            ..explored
        }),
        (Some(ran), Ok(explored)) => Ok(Outcome {
            message: match ran.message {
                Some(said) if ran.verdict == Verdict::TimesOut => Some(explained(said, attempt)),
                said => said,
            },
            exploration: explored.exploration,
            ..ran
        }),
        (Some(ran), Err(_)) if ran.verdict != Verdict::Passed => Ok(ran),
        (_, Err(error)) => Err(error),
        (None, Ok(explored)) => Ok(explored),
    }
}

/// Of a judgement on real threads alone, where the kit wants its interleavings explored: what failed has failed, and
/// nothing else counts.
pub(in crate::judge) fn unexplored(judgement: &mut Judgement, error: &JudgeError) {
    for check in &mut judgement.checks {
        if check.status == CheckStatus::Passed {
            check.status = CheckStatus::NotRun;
        }
    }
    if judgement.passed() {
        judgement.verdict = Verdict::NotJudged;
        judgement.reason = Some(sentences::held_unexplored(error));
    } else if judgement.reason.is_none() {
        judgement.reason = Some(sentences::not_explored(error));
    }
}

/// What was covered of all checks.
pub(in crate::judge) fn all_together(outcomes: &[Outcome]) -> Option<Exploration> {
    outcomes
        .iter()
        .filter_map(|outcome| outcome.exploration)
        .reduce(|one, other| Exploration {
            schedules: one.schedules + other.schedules,
            exhaustive: one.exhaustive && other.exhaustive,
            preemptions: match (one.exhaustive, other.exhaustive) {
                // Whatever was covered wholly sets no limit.
                (true, false) => other.preemptions,
                (false, true) => one.preemptions,
                (true, true) => one.preemptions.max(other.preemptions),
                (false, false) => one.preemptions.min(other.preemptions),
            },
            random: one.random + other.random,
            spurious: one.spurious.into_iter().chain(other.spurious).min(),
            left_running: one.left_running || other.left_running,
        })
}

/// What the first failing check's run printed; of a pass, what all runs printed.
pub(super) fn output(outcomes: &[Outcome]) -> String {
    let failing = outcomes
        .iter()
        .find(|outcome| outcome.verdict != Verdict::Passed);
    match failing {
        Some(outcome) => outcome.output.clone(),
        None => {
            let all: String = outcomes
                .iter()
                .map(|outcome| outcome.output.as_str())
                .collect();
            shorten(&all, SHOWN_OUTPUT)
        }
    }
}

/// How each check went; without outcomes, none was run.
pub(in crate::judge) fn results(
    exercise: &Exercise,
    checks: &[Check],
    outcomes: &[Outcome],
) -> Vec<CheckResult> {
    checks
        .iter()
        .zip(points(exercise.points, checks.len()))
        .enumerate()
        .map(|(index, (check, max_points))| {
            let outcome = outcomes.get(index);
            CheckResult {
                name: check.name.clone(),
                description: check.description.clone(),
                status: match outcome.map(|outcome| outcome.verdict) {
                    None | Some(Verdict::NotJudged) => CheckStatus::NotRun,
                    Some(Verdict::Passed) => CheckStatus::Passed,
                    Some(_) => CheckStatus::Failed,
                },
                message: outcome.and_then(|outcome| outcome.message.clone()),
                exploration: outcome.and_then(|outcome| outcome.exploration),
                place: outcome.and_then(|outcome| outcome.trace.as_ref()?.fails_at().cloned()),
                max_points,
            }
        })
        .collect()
}

/// One point a check, or the exercise's points shared out, the first checks getting what does not divide.
pub(in crate::judge) fn points(total: Option<u32>, checks: usize) -> impl Iterator<Item = u32> {
    let count = u32::try_from(checks).unwrap_or(u32::MAX).max(1);
    let total = total.unwrap_or(count);
    (0..count).map(move |index| total / count + u32::from(index < total % count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::ExploringError;

    #[test]
    fn points_are_shared_out_in_full() {
        assert_eq!(points(None, 3).collect::<Vec<_>>(), [1, 1, 1]);
        assert_eq!(points(Some(7), 3).collect::<Vec<_>>(), [3, 2, 2]);
        assert_eq!(points(Some(1), 2).collect::<Vec<_>>(), [1, 0]);
    }

    fn outcome(verdict: Verdict, message: &str) -> Outcome {
        Outcome::new(verdict, Some(message.to_owned()))
    }

    fn verdict(ran: Option<Verdict>, explored: Option<Verdict>) -> Result<Verdict, JudgeError> {
        let ran = ran.map(|verdict| outcome(verdict, "ran"));
        let explored = explored
            .map(|verdict| outcome(verdict, "explored"))
            .ok_or(JudgeError::Exploring(ExploringError::Killed));
        both(ran, explored, "").map(|outcome| outcome.verdict)
    }

    #[test]
    fn a_pass_needs_both() {
        use Verdict::{Deadlocks, FailsChecks, FailsInSomeInterleaving, Passed, TimesOut};
        for (ran, explored, expected) in [
            (Passed, Passed, Passed),
            (FailsChecks, Passed, FailsChecks),
            (Passed, FailsInSomeInterleaving, FailsInSomeInterleaving),
            (TimesOut, Deadlocks, Deadlocks),
            // Real threads came to an end.
            (FailsChecks, TimesOut, FailsChecks),
            (Passed, TimesOut, TimesOut),
        ] {
            assert_eq!(verdict(Some(ran), Some(explored)).unwrap(), expected);
        }
        assert_eq!(verdict(None, Some(Deadlocks)).unwrap(), Deadlocks);
    }

    #[test]
    fn an_exploration_that_breaks_off_is_no_pass() {
        assert!(verdict(Some(Verdict::Passed), None).is_err());
        assert_eq!(
            verdict(Some(Verdict::TimesOut), None).unwrap(),
            Verdict::TimesOut
        );
    }

    #[test]
    fn what_must_not_compile_goes_before_what_runs() {
        let twin = Outcome {
            is_about_types: true,
            ..outcome(Verdict::FailsChecks, "accepted")
        };
        let explored = outcome(Verdict::Deadlocks, "explored");
        let judged = both(Some(twin), Ok(explored), "").unwrap();
        assert_eq!(judged.message.as_deref(), Some("accepted"));
    }

    #[test]
    fn where_only_real_threads_run_out_of_time_it_is_said_what_waits_for_long() {
        let says = |ran, explored, waits: &[usize], cores: &[usize]| {
            let ran = outcome(ran, "It was still running after 5 s.");
            let explored = outcome(explored, "");
            let line = |number| match number {
                number if waits.contains(&number) => "sleep(LONG);\n",
                number if cores.contains(&number) => "available_parallelism();\n",
                _ => "\n",
            };
            let attempt: String = (1..=41).map(line).collect();
            both(Some(ran), Ok(explored), &attempt)
                .unwrap()
                .message
                .unwrap()
        };
        let told = "It was still running after 5 s. In every interleaving that was explored it ended, but there no time \
                    really passes: does it wait too long at line 38 or 41, for what it should be woken for?";
        assert_eq!(
            says(Verdict::TimesOut, Verdict::Passed, &[38, 41], &[]),
            told
        );
        let plain = "It was still running after 5 s.";
        assert_eq!(says(Verdict::TimesOut, Verdict::Passed, &[], &[]), plain);
        let cores = says(Verdict::TimesOut, Verdict::Passed, &[38], &[9]);
        assert!(cores.contains("(line 9)"), "{cores}");
        assert_eq!(
            says(Verdict::FailsChecks, Verdict::Passed, &[38], &[9]),
            plain
        );
    }

    #[test]
    fn all_together_claims_no_more_than_each() {
        let explored = |exhaustive, preemptions| Outcome {
            exploration: Some(Exploration {
                schedules: 10,
                exhaustive,
                preemptions,
                random: 0,
                spurious: None,
                left_running: false,
            }),
            ..outcome(Verdict::Passed, "")
        };
        let sum = |outcomes: &[Outcome]| {
            let all = all_together(outcomes).unwrap();
            (all.schedules, all.exhaustive, all.preemptions)
        };
        let (whole, two, none) = (
            explored(true, Some(1)),
            explored(false, Some(2)),
            explored(false, None),
        );
        assert_eq!(sum(&[whole, two]), (20, false, Some(2)));
        assert_eq!(sum(&[explored(false, Some(2)), none]), (20, false, None));
        assert!(sum(&[explored(true, Some(1)), explored(true, Some(0))]).1);
        assert!(all_together(&[]).is_none());
    }
}
