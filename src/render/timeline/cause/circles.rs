//! Why nothing is achieved.

use super::kinds::Cause;
use crate::trace::no_progress::{Fares, fares, whereabouts};
use crate::trace::state::State;
use crate::trace::{Event, Operation, Trace};

/// How many of the last events must agree before that is called a habit, and how many tries in vain are one.
const HABIT: usize = 16;
const IN_VAIN: usize = 3;
/// The longest round that is recognised.
const ROUND: usize = 4;

pub(super) fn find(trace: &Trace) -> Cause {
    let threads: Vec<usize> = (0..trace.threads.len())
        .filter(|thread| {
            let events = trace.events.iter();
            let in_vain = events.filter(|event| event.thread == *thread && is_in_vain(event));
            in_vain.count() >= IN_VAIN
        })
        .collect();
    if threads.len() > 1 {
        return Cause::GiveWay { threads };
    }
    spins(trace).unwrap_or(Cause::NoProgress)
}

/// A try of a lock that somebody else has.
fn is_in_vain(event: &Event) -> bool {
    event.operation == Operation::TryLock && event.detail == "busy"
}

/// The only thread that can go on, and what it does again and again.
fn spins(trace: &Trace) -> Option<Cause> {
    let fares = fares(trace);
    let mut going = (0..fares.len()).filter(|thread| fares[*thread] != Fares::Waits);
    let (Some(thread), None) = (going.next(), going.next()) else {
        return None;
    };
    let event = match fares[thread] {
        Fares::Untold => {
            whereabouts(trace, thread)?;
            None
        }
        _ => {
            let between = [Operation::Yield, Operation::Sleep, Operation::Unlock];
            Some(habit(trace, thread, &between).or_else(|| habit(trace, thread, &[]))?)
        }
    };
    Some(Cause::Spins {
        thread,
        event,
        hold: needed(trace, thread, &fares),
    })
}

/// The last thing that a thread asks for again and again, as the only one that does anything. What it does in `between` is
/// left out.
fn habit(trace: &Trace, thread: usize, between: &[Operation]) -> Option<usize> {
    let events = trace.events.iter().enumerate().rev();
    let last: Vec<(usize, &Event)> = events
        .filter(|(_, event)| !between.contains(&event.operation))
        .take(HABIT)
        .collect();
    let is_round = |length: &usize| {
        let (one, two) = (last.iter(), last.iter().skip(*length));
        one.zip(two).all(|((_, one), (_, two))| one == two)
    };
    let is_alone = last.iter().all(|(_, event)| event.thread == thread);
    if last.len() < HABIT || !is_alone || !(1..=ROUND).any(|length| is_round(&length)) {
        return None;
    }
    let looks = |(_, event): &&(usize, &Event)| {
        let looks = [
            Operation::Read,
            Operation::Receive,
            Operation::Wake,
            Operation::Park,
        ];
        is_in_vain(event) || looks.contains(&event.operation)
    };
    let (event, _) = last.iter().find(looks).or(last.first())?;
    Some(*event)
}

/// The event by which the thread took a lock that another one stands before.
fn needed(trace: &Trace, thread: usize, fares: &[Fares]) -> Option<usize> {
    // Behind what is left out nobody knows who holds what. But where a thread stands before a lock, nobody gives that back.
    let state = State::after(trace, trace.gap().unwrap_or(trace.events.len()));
    let others = trace.ending.blocked().iter();
    let mut wanted = others
        .filter(|other| fares[other.thread] == Fares::Waits)
        .filter_map(|other| other.object);
    wanted.find_map(|lock| {
        let mut holders = state.holders(lock).iter();
        holders
            .find(|hold| hold.thread == thread)
            .map(|hold| hold.event)
    })
}
