//! Why a check fails that would hold in another order.

use super::kinds::Cause;
use crate::trace::state::{Phase, State};
use crate::trace::{Blocked, Event, Operation, Trace};

pub(super) fn find(trace: &Trace) -> Option<Cause> {
    if trace.threads.len() < 2 {
        return None;
    }
    let mistake = spurious_wake(trace)
        .or_else(|| stale(trace))
        .or_else(|| two_sections(trace))
        .or_else(|| did_not_wait(trace));
    if let Some((panicked, panic)) = poisoned(trace).or_else(|| panic_travelled(trace)) {
        // What a thread did wrong before it panicked tells more than how the panic came to others.
        let own = mistake.filter(|mistake| {
            let last = mistake.events().into_iter().max();
            last.is_some_and(|last| last < panicked && is_same_thread(trace, last, panicked))
        });
        return own.or(Some(panic));
    }
    not_waited_for(trace)
        .or(mistake)
        // Where nobody was interrupted, the order hardly matters.
        .or_else(|| (trace.preemptions > 0).then_some(Cause::Order))
}

/// The events of one kind, the last one first.
fn last(trace: &Trace, operation: Operation) -> impl Iterator<Item = (usize, &Event)> {
    let events = trace.events.iter().enumerate().rev();
    events.filter(move |(_, event)| event.operation == operation)
}

/// The event that a thread comes to next.
fn next_of(trace: &Trace, number: usize) -> Option<&Event> {
    let thread = trace.events[number].thread;
    let mut later = trace.events[number + 1..].iter();
    later.find(|event| event.thread == thread)
}

fn is_same_thread(trace: &Trace, one: usize, two: usize) -> bool {
    trace.events[one].thread == trace.events[two].thread
}

/// The panic of a thread that held a lock, and how the poison reached another one.
fn poisoned(trace: &Trace) -> Option<(usize, Cause)> {
    last(trace, Operation::Lock)
        .filter(|(_, event)| event.detail == "poisoned")
        .filter(|(number, _)| {
            next_of(trace, *number).is_some_and(|next| unwraps(next, "PoisonError"))
        })
        .find_map(|(lock, event)| {
            let mut panics = last(trace, Operation::Panic).filter(|(panic, _)| *panic < lock);
            let (panic, _) = panics.find(|(panic, panicked)| {
                let state = State::after(trace, *panic);
                let holders = event.object.map_or(&[][..], |object| state.holders(object));
                holders.iter().any(|hold| hold.thread == panicked.thread)
            })?;
            Some((panic, Cause::Poisoned { panic, lock }))
        })
}

/// The panic of a thread, and how `join` gave it to `main`.
fn panic_travelled(trace: &Trace) -> Option<(usize, Cause)> {
    last(trace, Operation::Join)
        .filter(|(_, event)| event.detail == "panicked" && event.thread == 0)
        .find_map(|(join, event)| {
            let mut panics = last(trace, Operation::Panic);
            let (panic, first) = panics.find(|(_, panic)| Some(panic.thread) == event.other)?;
            let next = next_of(trace, join)?;
            // One that the check caught is not how it failed.
            let is_last = last(trace, Operation::Panic)
                .find(|(_, panic)| panic.thread == 0)
                .is_some_and(|(_, last)| std::ptr::eq(last, next));
            let goes_on =
                unwraps(next, "Any") || (next.place.is_none() && next.detail == first.detail);
            (next.operation == Operation::Panic && is_last && goes_on)
                .then_some((panic, Cause::PanicTravelled { panic, join }))
        })
}

/// Whether a panic is that of `unwrap` or `expect` on an `Err` of this type. One after an `Err` may as well be a check's own.
fn unwraps(panic: &Event, error: &str) -> bool {
    panic.operation == Operation::Panic && panic.detail.ends_with(&format!(": {error} {{ .. }}"))
}

/// Threads that the student's code spawned, that had not ended when the check failed, and for which nobody waited.
fn not_waited_for(trace: &Trace) -> Option<Cause> {
    // Those of a call that panicked, where the check went on, are not what it fails of.
    let caught = last(trace, Operation::Panic)
        .filter(|(_, panic)| panic.thread == 0)
        .nth(1)
        .map_or(0, |(panic, _)| panic);
    let is_of_caught = |thread: usize| {
        let mut before = trace.events[..caught].iter();
        before.any(|event| event.operation == Operation::Spawn && event.other == Some(thread))
    };
    let own = |thread: &usize| {
        let spawned_at = trace.threads[*thread].spawned_at.as_ref();
        trace.own_line(spawned_at).is_some() && !is_of_caught(*thread)
    };
    let threads: Vec<usize> = alone(trace, 1..trace.threads.len()).filter(own).collect();
    (!threads.is_empty()).then_some(Cause::NotWaitedFor { threads })
}

/// The same of those that the check found running.
pub(super) fn left_running(trace: &Trace, left: &[Blocked]) -> Cause {
    let left = left.iter().map(|blocked| blocked.thread);
    let threads: Vec<usize> = alone(trace, left).collect();
    if threads.is_empty() {
        return Cause::Order;
    }
    Cause::NotWaitedFor { threads }
}

/// Those of the threads that run on, and for whose end nobody waits.
fn alone(trace: &Trace, threads: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let state = State::after(trace, trace.events.len());
    let joined: Vec<usize> = state
        .threads
        .iter()
        .filter_map(|thread| match &thread.phase {
            Phase::Blocked(blocked) if blocked.operation == Operation::Join => blocked.other,
            _ => None,
        })
        .collect();
    threads.filter(move |thread| {
        let phase = &state.threads[*thread].phase;
        let has_ended = matches!(phase, Phase::Ended { .. });
        !has_ended && !joined.contains(thread)
    })
}

fn spurious_wake(trace: &Trace) -> Option<Cause> {
    let (wake, _) = last(trace, Operation::Wake)
        .filter(|(_, event)| event.detail == "for no reason")
        .find(|(number, wake)| {
            let mut later = trace.events[number + 1..].iter();
            !later.any(|event| {
                event.operation == Operation::Wait
                    && (event.thread, event.object) == (wake.thread, wake.object)
            })
        })?;
    Some(Cause::SpuriousWake { wake })
}

/// The value before and after an operation on an atomic.
fn values(event: &Event) -> (&str, &str) {
    let detail = event.detail.as_str();
    detail.split_once(" → ").unwrap_or((detail, detail))
}

/// A thread changes an atomic that somebody else has changed since it looked last.
fn stale(trace: &Trace) -> Option<Cause> {
    let changes = |event: &Event| {
        let changes = matches!(event.operation, Operation::Write | Operation::Update);
        changes && trace.own_line(event.place.as_ref()).is_some()
    };
    let looks = |event: &Event| {
        matches!(
            event.operation,
            Operation::Read | Operation::Write | Operation::Update
        )
    };
    let writes = trace.events.iter().enumerate().rev();
    for (write, event) in writes.filter(|(_, event)| changes(event)) {
        let same = |other: &Event| other.object == event.object && looks(other);
        let mut own = trace.events[..write].iter().enumerate().rev();
        let looked = own.find(|(_, other)| same(other) && other.thread == event.thread);
        let Some((read, look)) = looked.filter(|(_, look)| look.operation == Operation::Read)
        else {
            continue;
        };
        let between = (read + 1..write).rev().find(|number| {
            let other = &trace.events[*number];
            let changed = same(other) && other.operation != Operation::Read;
            changed && came_in_between(trace, *number, write)
        });
        let Some(between) = between else { continue };
        let seen = values(look).1;
        if event.operation == Operation::Write && values(&trace.events[between]).1 != seen {
            return Some(Cause::LostUpdate {
                read,
                between,
                write,
            });
        }
        // An exchange that found what was read before is not out of date.
        if event.operation == Operation::Update && values(event).0 != seen {
            return Some(Cause::OutOfDate {
                read,
                between,
                write,
            });
        }
    }
    None
}

/// A thread takes a lock for the second time, and between the two another one had it.
fn two_sections(trace: &Trace) -> Option<Cause> {
    let takes = |event: &Event| {
        let takes = match event.operation {
            Operation::Lock | Operation::TryLock | Operation::WriteLock | Operation::ReadLock => {
                event.detail != "busy"
            }
            _ => false,
        };
        takes && trace.own_line(event.place.as_ref()).is_some()
    };
    // From the outermost call to the innermost.
    let at = |event: &Event| -> Vec<(u32, u32)> {
        let places = event.place.iter().chain(&event.callers);
        let mut places: Vec<_> = places.map(|place| (place.line, place.column)).collect();
        places.reverse();
        places
    };
    let seconds = trace.events.iter().enumerate().rev();
    for (second, event) in seconds.filter(|(_, event)| takes(event)) {
        let same = |other: &Event| takes(other) && other.object == event.object;
        let mut own = trace.events[..second].iter().enumerate().rev();
        let before = own.find(|(_, other)| same(other) && other.thread == event.thread);
        // The same place again, or one further up, is another round of a loop: nothing that belongs together.
        let Some((first, _)) = before.filter(|(_, before)| at(before) < at(event)) else {
            continue;
        };
        let between = (first + 1..second).rev().find(|number| {
            let other = &trace.events[*number];
            let writes = other.operation != Operation::ReadLock;
            same(other) && writes && came_in_between(trace, *number, second)
        });
        if let Some(between) = between {
            return Some(Cause::TwoSections {
                first,
                between,
                second,
            });
        }
    }
    None
}

/// Whether an event is of another thread than a later one, and nobody waited for the end of that thread first.
fn came_in_between(trace: &Trace, between: usize, later: usize) -> bool {
    let (other, own) = (trace.events[between].thread, trace.events[later].thread);
    let joins = |event: &Event| {
        event.operation == Operation::Join && event.thread == own && event.other == Some(other)
    };
    other != own && !trace.events[between..later].iter().any(joins)
}

fn did_not_wait(trace: &Trace) -> Option<Cause> {
    let (look, _) = last(trace, Operation::Receive)
        .filter(|(_, event)| event.detail == "empty")
        .filter(|(_, event)| trace.own_line(event.place.as_ref()).is_some())
        .find(|(number, look)| {
            let mut later = trace.events[number + 1..].iter();
            let sent =
                |event: &Event| event.operation == Operation::Send && event.object == look.object;
            later.any(sent)
        })?;
    Some(Cause::DidNotWait { look })
}
