//! What the end of a program that nobody wrapped says of it: the tests that libtest ran, or `main`.

use crate::judge::run::{SIGABRT, is_out_of_memory, may_be_load};
use crate::judge::sentences;
use crate::kit::Exercise;
use crate::process::{End, Finished};
use crate::verdict::{CheckResult, CheckStatus, Verdict};

/// How much of what the tests print is read.
pub(super) const MAX_OUTPUT: usize = 1 << 20;

pub(super) fn ending(
    finished: &Finished,
    printed: &str,
    exercise: &Exercise,
) -> (Verdict, Option<String>) {
    match finished.end {
        End::Exited(0) => (Verdict::Passed, None),
        End::Exited(101) | End::Signalled(SIGABRT) if lacked_a_thread(printed) => (
            Verdict::ExceedsLimit,
            Some(sentences::too_many_threads(exercise.max_threads)),
        ),
        End::Signalled(SIGABRT) if is_out_of_memory(printed) => (
            Verdict::ExceedsLimit,
            Some(sentences::out_of_memory(exercise.memory_mb)),
        ),
        // libtest's own words for failed tests say more than its status.
        End::Exited(101) => (Verdict::FailsChecks, None),
        End::Exited(status) => (Verdict::FailsChecks, Some(sentences::main_failed(status))),
        End::Signalled(signal) => (Verdict::FailsChecks, Some(sentences::killed_by(signal))),
        End::OutputExceeded => (
            Verdict::ExceedsLimit,
            Some(sentences::printed_too_much(MAX_OUTPUT)),
        ),
        End::DeadlinePassed | End::Cancelled => (
            Verdict::TimesOut,
            Some(sentences::still_running(exercise.time_limit, None)),
        ),
    }
}

/// Whether it may fare better on a machine with nothing else to do.
pub(super) fn was_short(finished: &Finished, printed: &str) -> bool {
    may_be_load(finished.end) || lacked_a_thread(printed)
}

/// Whether this is what `std` says when there is no room for a thread, or in one that has just begun.
fn lacked_a_thread(printed: &str) -> bool {
    let said = [
        "failed to spawn thread: ",
        "failed to allocate an alternative stack",
    ];
    said.iter().any(|words| printed.contains(words))
}

pub(super) fn main_check(verdict: Verdict, message: Option<String>) -> CheckResult {
    CheckResult {
        name: "main".to_owned(),
        description: sentences::main_runs().to_owned(),
        status: if verdict == Verdict::Passed {
            CheckStatus::Passed
        } else {
            CheckStatus::Failed
        },
        message,
        exploration: None,
        place: None,
        max_points: 1,
    }
}

pub(super) fn test_check(name: &str, status: CheckStatus) -> CheckResult {
    CheckResult {
        name: name.to_owned(),
        description: name.replace("::", ": ").replace('_', " "),
        status,
        message: None,
        exploration: None,
        place: None,
        max_points: 1,
    }
}

/// The checks in what libtest prints: `test name ... ok`. The student owns these tests, so their word is enough.
pub(super) fn libtest_checks(printed: &str) -> Vec<CheckResult> {
    let mut checks: Vec<CheckResult> = printed
        .lines()
        .filter_map(|line| {
            let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
            let name = name.strip_suffix(" - should panic").unwrap_or(name);
            let status = match result {
                "ok" => CheckStatus::Passed,
                "FAILED" => CheckStatus::Failed,
                _ => CheckStatus::NotRun,
            };
            Some(test_check(name, status))
        })
        .collect();
    // They are printed as they finish, which is another order each time.
    checks.sort_by(|one, other| one.name.cmp(&other.name));
    checks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_lines_become_checks() {
        let checks = libtest_checks(
            "running 2 tests\ntest tests::one_two - should panic ... ok\ntest b ... FAILED\n\nfailures:\n",
        );
        assert_eq!(checks.len(), 2);
        assert_eq!(checks[0].status, CheckStatus::Failed);
        assert_eq!(checks[1].description, "tests: one two");
        assert_eq!(checks[1].status, CheckStatus::Passed);
    }
}
