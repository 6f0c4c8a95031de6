//! Sentences about interleavings: how many there were, and how to step through one.

use crate::text::{plural, thousands};
use crate::verdict::{Exploration, Verdict};

/// What was explored before a pass.
pub fn explored(exploration: &Exploration) -> String {
    let Exploration {
        schedules,
        exhaustive,
        preemptions,
        random,
        spurious,
        left_running,
    } = *exploration;
    let bound = preemptions.map(|most| match most {
        0 => "all without preemption".to_owned(),
        most => format!("all with at most {}", plural(most as usize, "preemption")),
    });
    let by_chance = count(random, "random one");
    let all = count(schedules, "interleaving");
    let held = match (exhaustive, bound, random) {
        (true, ..) if schedules == 1 => "held in the only interleaving there is".to_owned(),
        (true, ..) => format!("held in all {all}"),
        (false, None, random) if random == schedules => {
            format!("held in {}", count(random, "random interleaving"))
        }
        (false, None, 0) => format!("held in {all}"),
        (false, None, _) => format!("held in {all}, {by_chance} among them"),
        (false, Some(bound), 0) => format!("held in {all}, {bound} among them"),
        (false, Some(bound), _) => format!("held in {all}, {bound} and {by_chance} among them"),
    };
    let held = match spurious {
        None => held,
        Some(most) => format!(
            "{held}, with at most {} each",
            plural(most as usize, "spurious wake-up")
        ),
    };
    if left_running {
        format!("{held}; in some, a thread was still running when the check ended")
    } else {
        held
    }
}

fn count(number: u64, one: &str) -> String {
    plural(usize::try_from(number).unwrap_or(usize::MAX), one)
}

/// `replay` where no interleaving failed.
pub fn nothing_to_replay(
    exercise: &str,
    verdict: Verdict,
    exploration: Option<&Exploration>,
) -> String {
    match (verdict, exploration) {
        (Verdict::Passed, Some(exploration)) => {
            let held = explored(exploration);
            format!("{exercise} {held}: there is nothing to replay.")
        }
        (Verdict::Passed, None) => format!("{exercise} passed: there is nothing to replay."),
        (Verdict::DoesNotCompile, _) => format!(
            "{exercise} does not compile, so there is nothing to replay. `threadlings run {exercise}` says why."
        ),
        _ => format!(
            "No failing interleaving of {exercise} is known, so there is nothing to replay. `threadlings run \
             {exercise}` says what was found."
        ),
    }
}

/// Beside the name of what is replayed.
pub fn step_of(step: usize, steps: usize) -> String {
    format!(
        "step {} of {}",
        thousands(step as u64),
        thousands(steps as u64)
    )
}

/// The heads of what is the case after a step.
pub mod panel {
    /// Who holds what.
    pub fn locks() -> &'static str {
        "locks"
    }

    /// What lies in channels.
    pub fn channels() -> &'static str {
        "channels"
    }

    /// What atomics hold.
    pub fn values() -> &'static str {
        "values"
    }

    /// Who waits.
    pub fn waiting() -> &'static str {
        "waiting"
    }

    /// Who is no more.
    pub fn ended() -> &'static str {
        "ended"
    }
}
