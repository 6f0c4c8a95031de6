//! How a thread fares in the end of a run that achieves nothing.

use super::state::{Phase, State};
use super::{Blocked, Event, Operation, Trace};

/// How a thread fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fares {
    /// It cannot go on.
    Waits,
    /// It does the same again and again, as events tell.
    Repeats,
    /// It does something again and again of which no event tells.
    Untold,
}

/// Whatever comes so often is a habit.
const HABIT: usize = 3;
/// So many events are the end, where none are left out.
const END: usize = 16;

/// How each thread fares, by its number.
pub(crate) fn fares(trace: &Trace) -> Vec<Fares> {
    let state = State::after(trace, trace.events.len());
    let threads = state.threads.iter().enumerate();
    threads
        .map(|(thread, standing)| {
            let repeats = repeats(trace, thread);
            let is_idle = is_idle(trace, thread);
            match standing.phase {
                // Every round of it waits for a while.
                Phase::Blocked(_) if repeats && !is_idle => Fares::Repeats,
                Phase::Running if repeats && !(is_idle && may_wait(trace, thread)) => {
                    Fares::Repeats
                }
                Phase::Running if !may_wait(trace, thread) => Fares::Untold,
                _ => Fares::Waits,
            }
        })
        .collect()
}

/// Where a thread was in the end.
pub(crate) fn whereabouts(trace: &Trace, thread: usize) -> Option<&Blocked> {
    let mut threads = trace.ending.blocked().iter();
    threads.find(|blocked| blocked.thread == thread)
}

/// Whether a thread is about to do something for which it may have to wait.
fn may_wait(trace: &Trace, thread: usize) -> bool {
    whereabouts(trace, thread).is_some_and(|blocked| {
        !matches!(
            blocked.operation,
            Operation::TryLock
                | Operation::Read
                | Operation::Write
                | Operation::Update
                | Operation::Yield
        )
    })
}

/// Whether a thread does nothing in the end.
fn is_idle(trace: &Trace, thread: usize) -> bool {
    let end = trace
        .gap()
        .map_or(trace.events.len().saturating_sub(END), |gap| gap + 1);
    !trace.events[end..]
        .iter()
        .any(|event| event.thread == thread)
}

fn repeats(trace: &Trace, thread: usize) -> bool {
    let what = |event: &Event| (event.operation, event.object, event.place.clone());
    let mut own = trace
        .events
        .iter()
        .rev()
        .filter(|event| event.thread == thread);
    let Some(last) = own.next() else {
        return false;
    };
    own.filter(|event| what(event) == what(last)).count() + 1 >= HABIT
}
