//! How the process ends that explores a check, where it does not say itself how the check went. What the attempt has done to it
//! is the attempt's; the rest is ours.

use super::records::{Cause, Report};
use super::sources::Sources;
use crate::judge::ExploringError;
use crate::judge::run::{
    MAX_OUTPUT, Outcome, SIGABRT, SIGKILL, is_out_of_memory, may_be_load, panicked_twice,
};
use crate::judge::sentences;
use crate::kit::Exercise;
use crate::process::{End, Finished};
use crate::verdict::Verdict;

/// The explorer watches its own time. That it does not, or that the machine has no time for it, is rare.
pub(super) const PATIENCE: u32 = 100;

/// What an end says that no record explains but that of a crash.
pub(super) fn unexplained(
    finished: &Finished,
    report: &Report,
    sources: &Sources,
    exercise: &Exercise,
) -> Result<Outcome, ExploringError> {
    let printed = String::from_utf8_lossy(&finished.stderr);
    let exceeds = |said| Outcome::new(Verdict::ExceedsLimit, Some(said));
    let fails = |said| Outcome::new(Verdict::FailsChecks, Some(said));
    let out_of_memory = || exceeds(sentences::out_of_memory(exercise.memory_mb));
    if let Some(crash) = &report.crash {
        // A thread that has done nothing since it was spawned stands there.
        let place = crash.place.as_ref();
        let place = place.filter(|place| crash.spawned_at.as_ref() != Some(*place));
        let (who, after) = (sources.thread(crash), sources.own(place));
        return Ok(match crash.cause {
            Cause::StackOverflow => fails(sentences::stack_overflow_of(&who, after)),
            Cause::OutOfMemory => {
                let most = exercise.memory_mb;
                exceeds(sentences::out_of_memory_in(most, &who, after))
            }
            Cause::TooMuchOutput => exceeds(sentences::printed_too_much(MAX_OUTPUT)),
            Cause::Signal(SIGABRT) if panicked_twice(&finished.stderr) => {
                fails(sentences::panicked_twice())
            }
            Cause::Signal(SIGABRT) if is_out_of_memory(&printed) => out_of_memory(),
            Cause::Signal(signal) => fails(sentences::killed_in(signal, &who, after)),
        });
    }
    if let Some(waited) = report.idle {
        let said = sentences::computes_for_ever(waited, None);
        return Ok(Outcome::new(Verdict::TimesOut, Some(said)));
    }
    match finished.end {
        End::DeadlinePassed => {
            let patience = exercise.time_limit * PATIENCE;
            Ok(Outcome {
                may_be_load: may_be_load(finished.end),
                ..Outcome::new(
                    Verdict::TimesOut,
                    Some(sentences::computes_for_ever(patience, None)),
                )
            })
        }
        End::OutputExceeded if finished.stderr.len() >= MAX_OUTPUT => {
            Ok(exceeds(sentences::printed_too_much(MAX_OUTPUT)))
        }
        End::OutputExceeded => Err(ExploringError::ReportTooLong),
        End::Signalled(SIGKILL) => Err(ExploringError::Killed),
        // Where no handler tells of it.
        End::Signalled(SIGABRT) if panicked_twice(&finished.stderr) => {
            Ok(fails(sentences::panicked_twice()))
        }
        End::Signalled(SIGABRT) if is_out_of_memory(&printed) => Ok(out_of_memory()),
        End::Signalled(_) if printed.contains("has overflowed its stack") => {
            Ok(fails(sentences::stack_overflow()))
        }
        End::Signalled(signal) => Ok(fails(sentences::killed_by(signal))),
        end => Err(ExploringError::BrokeOff {
            end,
            said: printed.lines().next_back().unwrap_or("nothing").to_owned(),
        }),
    }
}
