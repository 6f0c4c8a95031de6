//! Runs one check in every interleaving, in a process of its own, and says how it went.

mod ends;
mod places;
mod played;
mod records;
mod sources;

use super::explorer::Explorer;
use super::records::Panic;
use super::run::{Outcome, Program, Ran, SIGABRT};
use super::tokens::says_arc;
use super::{ExploringError, JudgeError};
use super::{room, sentences};
use crate::kit::Exercise;
use crate::process::{Cancel, End, Finished};
use crate::trace::{Ending, Operation, Trace};
use crate::verdict::{Exploration, Verdict};
pub(crate) use played::{Played, Stands};
pub(crate) use records::{Asks, Shortest, Turn};
pub(super) use sources::Sources;

use records::{Found, Report, Run, What};

/// Where other crates are linked with it, what runs that are over owned is left behind.
const MEMORY_FACTOR: u64 = 4;

/// What the stand-in says of `std::process::abort`, and a shell of the signal.
const ABORTED: i32 = 128 + SIGABRT;

impl Program<'_> {
    /// Explores the check called `name`.
    pub(super) fn explore(
        &self,
        name: &str,
        exercise: &Exercise,
        sources: &Sources,
        cancel: &Cancel,
    ) -> Result<Outcome, JudgeError> {
        let args = self.args(name, exercise);
        let Ran { finished, token } = self.start_exploring(&args, exercise, cancel)?;
        let mut report = Report::read(&String::from_utf8_lossy(&finished.stdout), &token, name);
        let exited = finished.end == End::Exited(0);
        let mut outcome = if let (true, Some(found)) = (exited, report.found.take()) {
            if let Some(record) = report.unknown {
                return Err(JudgeError::Exploring(ExploringError::UnknownRecord(record)));
            }
            self.failed(name, found, sources)?
        } else if exited && report.finished {
            Outcome::new(Verdict::Passed, None)
        } else {
            unfinished(&finished, &report, sources, exercise)?
        };
        outcome.output = report.output;
        outcome.exploration = report.exploration.map(|it| self.honest(it));
        Ok(outcome)
    }

    /// What the program is called with to explore a check.
    fn args(&self, name: &str, exercise: &Exercise) -> Vec<String> {
        let explore = exercise.explore.clone().unwrap_or_default();
        let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
        vec![
            name.to_owned(),
            number(explore.schedules.map(u64::from)),
            number(explore.preemptions.map(u64::from)),
            number(explore.seed),
            // Half of what there is: what was covered by then is told, not lost.
            (exercise.time_limit / 2).as_millis().to_string(),
            explore.method.word().to_owned(),
            exercise.memory_mb.to_string(),
            exercise.max_threads.to_string(),
            if self.is_alone { "own" } else { "-" }.to_owned(),
        ]
    }

    fn start_exploring(
        &self,
        args: &[String],
        exercise: &Exercise,
        cancel: &Cancel,
    ) -> Result<Ran, JudgeError> {
        let room = room::address_space(exercise, exercise.memory_mb.saturating_mul(MEMORY_FACTOR));
        let deadline = exercise.time_limit * ends::PATIENCE;
        self.start(args, deadline, room, cancel)
    }

    /// What was covered, as far as it is known.
    fn honest(&self, exploration: Exploration) -> Exploration {
        if self.has_real_arc {
            // There are more, which nobody has counted.
            Exploration {
                exhaustive: false,
                preemptions: None,
                ..exploration
            }
        } else {
            exploration
        }
    }

    /// What a failing interleaving makes of the attempt.
    fn failed(&self, check: &str, found: Found, sources: &Sources) -> Result<Outcome, JudgeError> {
        let fails = if found.some_hold {
            Verdict::FailsInSomeInterleaving
        } else {
            Verdict::FailsChecks
        };
        let ending = match found.what {
            What::Ending(ending) => ending,
            What::TooManyThreads(most) => {
                let said = sentences::too_many_threads(most);
                return Ok(Outcome::new(Verdict::ExceedsLimit, Some(said)));
            }
            What::NotRepeatable | What::Open | What::Held | What::Astray => {
                return Err(JudgeError::Exploring(ExploringError::NotRepeatable));
            }
        };
        let trace = trace(check, found.run, ending, sources);
        let (verdict, message) = match &trace.ending {
            Ending::Panic { message, place } => {
                let place = place.as_ref();
                let panic = Panic {
                    thread: "main".to_owned(),
                    place: place.map_or_else(String::new, ToString::to_string),
                    message: message.clone(),
                };
                let said = self.failure(&panic);
                let first = carried_on(&trace, message);
                let said = first.map_or(said.clone(), |(thread, first)| {
                    sentences::carried_on(&said, &trace, thread, first)
                });
                (fails, said)
            }
            Ending::Deadlock(blocked) => (Verdict::Deadlocks, sentences::deadlock(&trace, blocked)),
            Ending::NoProgress { steps, .. } => {
                (Verdict::ExceedsLimit, sentences::no_progress(*steps))
            }
            Ending::LeftRunning(_) => (fails, sentences::left_running().to_owned()),
            Ending::Exit {
                status: ABORTED, ..
            } => (fails, sentences::killed_by(SIGABRT)),
            Ending::Exit { status, .. } => (fails, sentences::exited_early(*status)),
        };
        Ok(Outcome {
            trace: Some(trace),
            ..Outcome::new(verdict, Some(message))
        })
    }
}

/// What became of a check whose exploration has not come to its end.
fn unfinished(
    finished: &Finished,
    report: &Report,
    sources: &Sources,
    exercise: &Exercise,
) -> Result<Outcome, JudgeError> {
    if let (End::Exited(0), Some(stalled)) = (finished.end, &report.stalled) {
        let last = sources.own(stalled.place.as_ref());
        let message = sentences::computes_for_ever(exercise.time_limit, last);
        return Ok(Outcome::new(Verdict::TimesOut, Some(message)));
    }
    ends::unexplained(finished, report, sources, exercise).map_err(JudgeError::Exploring)
}

/// What was reported of one run, with the names of the sources.
fn trace(check: &str, run: Run, ending: Ending, sources: &Sources) -> Trace {
    let mut trace = Trace {
        check: check.to_owned(),
        // Whoever asked knows it.
        description: String::new(),
        source: sources.attempt.clone(),
        threads: run.threads,
        objects: run.objects,
        events: run.events,
        ending,
        preemptions: run.preemptions,
    };
    // The first thread was spawned by nobody.
    if let Some(main) = trace.threads.first_mut() {
        main.spawned_at = None;
    }
    places::keep_own_callers(&mut trace);
    places::find_handed(&mut trace, &sources.names[0].1, &sources.names[1].1);
    for thread in &mut trace.threads {
        thread.handle = sources.name(thread.spawned_at.as_ref());
    }
    for object in &mut trace.objects {
        object.name = sources.name(object.made_at.as_ref());
    }
    trace
}

/// Whether these texts may use an `Arc` that is not explored.
pub(super) fn has_real_arc(explorer: &Explorer, texts: [&str; 2]) -> bool {
    !explorer.has_arc() && texts.into_iter().any(says_arc)
}

/// The thread whose panic `main` unwrapped out of a `join`, and what it said. `Any { .. }` alone says nothing of it.
fn carried_on<'a>(trace: &'a Trace, message: &str) -> Option<(usize, &'a str)> {
    if !message.ends_with(": Any { .. }") {
        return None;
    }
    let mut before = trace.events.iter().rev();
    let join = before.find(|event| event.thread == 0 && event.operation == Operation::Join)?;
    let thread = join.other.filter(|_| join.detail == "panicked")?;
    let mut panics = trace.events.iter().rev();
    let first =
        panics.find(|event| (event.thread, event.operation) == (thread, Operation::Panic))?;
    Some((thread, &first.detail))
}
