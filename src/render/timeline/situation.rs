//! What is the case after a step, in words: who holds what, what lies in channels, who waits.

use super::words;
use crate::render::words::exploration::panel as heads;
use crate::trace::Trace;
use crate::trace::names::Names;
use crate::trace::state::{Phase, State};

/// Each kind of thing under its head; of some there may be none.
pub(crate) fn situation(
    trace: &Trace,
    names: &Names,
    state: &State,
) -> [(&'static str, Vec<String>); 5] {
    // What the check or a probe keeps for itself tells a student nothing.
    let is_shown = |object: usize| trace.is_own(object);
    let locks = state.holders.iter().flat_map(|(lock, holders)| {
        let holders = holders.iter();
        holders.map(|hold| words::held(trace, names, *lock, hold))
    });
    let channels = state.channels.iter();
    let channels = channels
        .filter(|(channel, _)| is_shown(**channel))
        .map(|(number, channel)| words::channel(trace, names, *number, channel));
    let values = state.values.iter();
    let values = values
        .filter(|(atomic, _)| is_shown(**atomic))
        .map(|(atomic, value)| words::value(names, *atomic, value));
    let waiting = state
        .threads
        .iter()
        .filter_map(|thread| match &thread.phase {
            Phase::Blocked(blocked) => Some(words::waits(trace, names, blocked)),
            _ => None,
        });
    let ended: Vec<usize> = (0..state.threads.len())
        .filter(|thread| matches!(state.threads[*thread].phase, Phase::Ended { .. }))
        .collect();
    let ended = (!ended.is_empty()).then(|| words::all_of(names, &ended));
    [
        (heads::locks(), locks.collect()),
        (heads::channels(), channels.collect()),
        (heads::values(), values.collect()),
        (heads::waiting(), waiting.collect()),
        (heads::ended(), ended.into_iter().collect()),
    ]
}
