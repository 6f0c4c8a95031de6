//! The steps that are worth showing, each in words.

mod ending;
mod entry;

use std::ops::Range;

pub(crate) use entry::{Entry, Tone};

use super::cause::Cause;
use super::words;
use crate::trace::names::Names;
use crate::trace::{Ending, Event, Operation, Place, Trace};

/// All steps of a trace that are worth showing, up to the failure.
pub(crate) fn entries(trace: &Trace, names: &Names, cause: Option<&Cause>) -> Vec<Entry> {
    let mut entries = so_far(trace, names);
    let culprits = cause.map(|cause| cause.stuck(trace)).unwrap_or_default();
    ending::finish(trace, names, &culprits, &mut entries);
    entries
}

/// The same of a trace that has no end yet.
pub(crate) fn so_far(trace: &Trace, names: &Names) -> Vec<Entry> {
    let own: Vec<bool> = (0..trace.objects.len())
        .map(|object| trace.is_own(object))
        .collect();
    (0..trace.events.len())
        .filter(|number| is_shown(trace, &own, *number))
        .map(|number| entry(trace, names, number))
        .collect()
}

fn entry(trace: &Trace, names: &Names, number: usize) -> Entry {
    let event = &trace.events[number];
    let is_own = trace.own_line(event.place.as_ref()).is_some();
    // The library calls what the student, or the check, gave to it: whose that was nobody knows.
    let in_library = event.place.as_ref().is_some_and(Place::is_in_library);
    let is_outside = event.place.is_some() && !is_own && !in_library;
    let waits = matches!(event.operation, Operation::Block | Operation::Wait);
    Entry {
        thread: event.thread,
        events: number..number + 1,
        what: (event.operation, event.object),
        spot: trace.spot(event),
        words: words::steps::step(trace, names, event),
        tone: match (event.left_out(), is_outside, waits) {
            (Some(_), ..) => Tone::LeftOut,
            (None, true, _) => Tone::Outside,
            (None, false, true) => Tone::Waits,
            (None, false, false) => Tone::Plain,
        },
    }
}

/// Whether an event is worth a step. `own` tells which objects are the student's.
fn is_shown(trace: &Trace, own: &[bool], number: usize) -> bool {
    let event = &trace.events[number];
    let is_own_line = trace.own_line(event.place.as_ref()).is_some();
    let next = trace.events.get(number + 1);
    let before = number.checked_sub(1).map(|before| &trace.events[before]);
    match event.operation {
        // Whoever gets at once what they want does not wait, and who waits already is not said to begin.
        Operation::Block if next.is_some_and(|next| next.thread == event.thread) => false,
        Operation::Block if next.is_none() && is_no_progress(&trace.ending) => false,
        // Giving the lock back is part of a wait on a condition variable, and said with it.
        Operation::Block | Operation::Unlock if own_before(trace, number).is_some_and(is_wait) => {
            false
        }
        Operation::Unlock if next.is_some_and(|next| is_wait(next) && belongs_to(event, next)) => {
            false
        }
        Operation::Block if waits_to_the_end(trace, number) => true,
        Operation::Lock
            if before.is_some_and(|before| is_wake(before) && belongs_to(event, before)) =>
        {
            false
        }
        Operation::Note
        | Operation::Print
        | Operation::Panic
        | Operation::ExitProcess
        | Operation::Spawn
        | Operation::Join
        | Operation::Exit => true,
        _ if is_own_line => true,
        _ => event.object.is_some_and(|object| own[object]),
    }
}

fn is_no_progress(ending: &Ending) -> bool {
    matches!(ending, Ending::NoProgress { .. })
}

/// Whether a thread that is stuck began its last wait with this event.
fn waits_to_the_end(trace: &Trace, number: usize) -> bool {
    let thread = trace.events[number].thread;
    let is_stuck = match &trace.ending {
        Ending::Deadlock(all) => all.iter().any(|blocked| blocked.thread == thread),
        _ => false,
    };
    let mut later = trace.events[number + 1..].iter();
    is_stuck && !later.any(|event| event.thread == thread)
}

/// What the same thread did before, other than giving a lock back.
fn own_before(trace: &Trace, number: usize) -> Option<&Event> {
    let thread = trace.events[number].thread;
    let mut before = trace.events[..number].iter().rev();
    before.find(|event| event.thread == thread && event.operation != Operation::Unlock)
}

fn is_wait(event: &Event) -> bool {
    event.operation == Operation::Wait
}

fn is_wake(event: &Event) -> bool {
    event.operation == Operation::Wake
}

/// Whether two events are parts of one call.
fn belongs_to(part: &Event, other: &Event) -> bool {
    part.place.is_some() && (part.thread, &part.place) == (other.thread, &other.place)
}

/// Where the same line was called from several, the words of a step say from which. Elsewhere that need not be known.
pub(crate) fn tell_callers_apart(trace: &Trace, entries: &mut [Entry]) {
    for entry in entries {
        let spot = entry.spot.as_mut();
        let Some(spot) = spot.filter(|spot| !spot.callers.is_empty()) else {
            continue;
        };
        if trace.is_called_from_several(spot.line) {
            entry.words = words::steps::from(&entry.words, &spot.callers);
        } else {
            spot.callers.clear();
        }
    }
}

/// Draws together what is said in one breath: a lock that is given back at once, spawns and joins in a row, a last step
/// and the end.
pub(crate) fn condense(trace: &Trace, names: &Names, entries: Vec<Entry>) -> Vec<Entry> {
    let mut condensed: Vec<Entry> = Vec::new();
    for entry in entries {
        let Some(last) = condensed.last_mut() else {
            condensed.push(entry);
            continue;
        };
        let words = match together(trace, names, last, &entry) {
            Some(words) if entry.tone != Tone::Fails && last.tone != Tone::Fails => words,
            _ => {
                condensed.push(entry);
                continue;
            }
        };
        last.words = words;
        last.events.end = entry.events.end;
        if entry.what.0 == Operation::Exit {
            last.what.0 = Operation::Exit;
        }
    }
    condensed
}

fn together(trace: &Trace, names: &Names, one: &Entry, two: &Entry) -> Option<String> {
    if one.thread != two.thread || one.tone != two.tone && two.tone != Tone::Plain {
        return None;
    }
    let same_line = one.line() == two.line();
    match (one.what, two.what) {
        (
            (Operation::Lock | Operation::ReadLock | Operation::WriteLock, lock),
            (Operation::Unlock, unlocked),
        ) if lock == unlocked => {
            let callers = one.spot.as_ref().map_or(&[][..], |spot| &spot.callers);
            let moment =
                words::steps::for_a_moment(names, &trace.events[one.events.start], callers);
            moment.or_else(|| Some(words::steps::tried_and_unlocked(&one.words)))
        }
        ((Operation::Spawn, _), (Operation::Spawn, _)) if same_line => Some(words::steps::spawns(
            names,
            &others(trace, one.events.start..two.events.end, Operation::Spawn),
        )),
        ((Operation::Join, _), (Operation::Join, _)) if same_line => Some(words::steps::joins(
            names,
            &others(trace, one.events.start..two.events.end, Operation::Join),
        )),
        (_, (Operation::Exit, _)) => Some(words::steps::then(&one.words, &two.words)),
        _ => None,
    }
}

/// The threads that the operations of this kind concern.
fn others(trace: &Trace, events: Range<usize>, operation: Operation) -> Vec<usize> {
    trace.events[events]
        .iter()
        .filter(|event| event.operation == operation)
        .filter_map(|event| event.other)
        .collect()
}
