//! Judges an attempt the rustlings way, where the kit has no checks for it: by its own `#[test]`s, then by its `main`.

use std::path::Path;
use std::time::Duration;

use super::build::{Opinion, Site, blank, only_errors};
use super::hidden::outcomes::points;
use super::run::SHOWN_OUTPUT;
use super::{JudgeError, io_error, sentences};
use crate::process::{self, Cancel, End, Finished, Job, shorten};
use crate::verdict::{CheckResult, CheckStatus, Judgement, Verdict};

const MAX_OUTPUT: usize = 1 << 20;

/// Judges the attempt at `site`.
pub(super) fn judge(site: &Site, cancel: &Cancel) -> Result<Judgement, JudgeError> {
    let mut judgement = judge_unpointed(site, cancel)?;
    let shares = points(site.exercise.points, judgement.checks.len());
    for (check, share) in judgement.checks.iter_mut().zip(shares) {
        check.max_points = share;
    }
    Ok(judgement)
}

fn judge_unpointed(site: &Site, cancel: &Cancel) -> Result<Judgement, JudgeError> {
    let name = format!("--crate-name={}", site.exercise.name);
    let tested = [name.as_str(), "--test"];
    let plain = [name.as_str(), "--crate-type=bin"];
    let crate_args: &[&str] = if site.exercise.test { &tested } else { &plain };
    let opinion = site.opinion(crate_args, cancel)?;
    let mut judgement = Judgement {
        reason: opinion.reason,
        diagnostics: opinion.diagnostics,
        ..blank(site.exercise, opinion.rejected.unwrap_or(Verdict::Passed))
    };
    if opinion.rejected.is_some() {
        return Ok(judgement);
    }
    let mut programs = vec![("main", plain)];
    if site.exercise.test {
        programs.insert(0, ("tests", tested));
    }
    for (program, args) in programs {
        let binary = site.built_dir.join(program);
        let built = site.build(&args, None, &binary, cancel)?;
        if !built.succeeded() {
            let rejection = Opinion::of(built)?;
            judgement.verdict = rejection.rejected.unwrap_or(Verdict::DoesNotCompile);
            judgement.diagnostics = only_errors(rejection.diagnostics);
            return Ok(judgement);
        }
        let finished = run(site, &binary, cancel)?;
        let printed = [&finished.stdout, &finished.stderr]
            .map(|bytes| String::from_utf8_lossy(bytes))
            .concat();
        let (verdict, message) = ending(&finished, site.exercise.time_limit);
        if program == "main" {
            judgement.checks.push(main_check(verdict, message));
        } else {
            judgement.checks = libtest_checks(&printed);
            judgement.reason = message;
        }
        judgement.output = shorten(&(judgement.output + &printed), SHOWN_OUTPUT);
        if verdict != Verdict::Passed {
            judgement.verdict = verdict;
            return Ok(judgement);
        }
    }
    Ok(judgement)
}

fn run(site: &Site, binary: &Path, cancel: &Cancel) -> Result<Finished, JudgeError> {
    let folder = tempfile::tempdir_in(&site.run_dir).map_err(io_error(&site.run_dir))?;
    let bounds = site.bounds.running(site.toolchain, binary, folder.path());
    let job = Job {
        program: binary.to_owned(),
        args: Vec::new(),
        current_dir: folder.path().to_owned(),
        env_remove: Vec::new(),
        env: vec![site.toolchain.loader_env()],
        stdin: Vec::new(),
        deadline: site.exercise.time_limit,
        max_output: MAX_OUTPUT,
        max_memory: Some(site.exercise.memory_mb << 20),
        confined: bounds,
    };
    let finished = process::run(&job, cancel)?;
    if finished.end == End::Cancelled {
        return Err(JudgeError::Cancelled);
    }
    Ok(finished)
}

fn ending(finished: &Finished, limit: Duration) -> (Verdict, Option<String>) {
    match finished.end {
        End::Exited(0) => (Verdict::Passed, None),
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
            Some(sentences::still_running(limit, None)),
        ),
    }
}

fn main_check(verdict: Verdict, message: Option<String>) -> CheckResult {
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
        max_points: 1,
    }
}

/// The checks in what libtest prints: `test name ... ok`. The student owns these tests, so their word is enough.
fn libtest_checks(printed: &str) -> Vec<CheckResult> {
    let mut checks: Vec<CheckResult> = printed
        .lines()
        .filter_map(|line| {
            let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
            Some(CheckResult {
                name: name.to_owned(),
                description: name.replace("::", ": ").replace('_', " "),
                status: match result {
                    "ok" => CheckStatus::Passed,
                    "FAILED" => CheckStatus::Failed,
                    _ => CheckStatus::NotRun,
                },
                message: None,
                exploration: None,
                max_points: 1,
            })
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
            "running 2 tests\ntest tests::one_two ... ok\ntest b ... FAILED\n\nfailures:\n",
        );
        assert_eq!(checks.len(), 2);
        assert_eq!(checks[0].status, CheckStatus::Failed);
        assert_eq!(checks[1].description, "tests: one two");
        assert_eq!(checks[1].status, CheckStatus::Passed);
    }
}
