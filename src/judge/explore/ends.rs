//! How the process ends that explores a check, where it does not say itself how the check went. What the attempt has done to it
//! is the attempt's; the rest is ours.

use super::records::{Cause, Crash, Report};
use super::{Sources, sentences};
use crate::judge::run::{
    MAX_OUTPUT, Outcome, SIGABRT, SIGKILL, is_out_of_memory, may_be_load, panicked_twice,
};
use crate::kit::Exercise;
use crate::process::{End, Finished};
use crate::verdict::Verdict;

/// Why interleavings could not be explored, or not to the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExploringError {
    /// The attempt, or what was made of its tests, builds with the real library and not with the stand-in.
    #[error("{0}")]
    DoesNotBuild(String),
    /// An attempt's own tests are not where they are looked for.
    #[error("the tests in this file could not be found")]
    TestsNotFound,
    /// The same choices led elsewhere.
    #[error(
        "the code does not do the same when it is run again in the same way; does it depend on addresses or on the time?"
    )]
    NotRepeatable,
    /// Nothing of it was the attempt's doing.
    #[error("the explorer was killed; is there enough memory on this machine?")]
    Killed,
    /// More than the judge reads.
    #[error("the explorer had more to tell than the judge reads")]
    ReportTooLong,
    /// It neither finished nor crashed.
    #[error("the explorer ended with {end:?} and said: {said}")]
    BrokeOff {
        /// How.
        end: End,
        /// The last line it printed.
        said: String,
    },
}

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
    if report.idle {
        let waited = exercise.time_limit * super::WAITING_FACTOR;
        let said = sentences::computes_for_ever(waited, None);
        return Ok(Outcome::new(Verdict::TimesOut, Some(said)));
    }
    match finished.end {
        End::DeadlinePassed => {
            let patience = exercise.time_limit * super::PATIENCE;
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

impl Sources<'_> {
    /// What the thread is called that was running.
    fn thread(&self, crash: &Crash) -> String {
        if crash.thread == 0 {
            return "`main`".to_owned();
        }
        let handle = self.name(crash.spawned_at.as_ref());
        handle.map_or_else(
            || sentences::a_thread_spawned_at(crash.spawned_at.as_ref()),
            |handle| format!("`{handle}`"),
        )
    }
}
