//! Which events must be seen.

use super::kinds::Cause;
use super::stuck::senders_made_at;
use crate::trace::state::State;
use crate::trace::{Ending, Operation, Trace};

/// The events that are told of: those of the cause, those that its explanation speaks of, and by which locks were taken
/// that somebody waits for in the end.
pub(crate) fn essential(trace: &Trace, cause: Option<&Cause>) -> Vec<usize> {
    let mut events = match cause {
        Some(cause) => [cause.events(), spoken_of(trace, cause)].concat(),
        None => Vec::new(),
    };
    if let Ending::Deadlock(all) = &trace.ending {
        let state = State::after(trace, trace.events.len());
        for blocked in all {
            let is_lock = matches!(
                blocked.operation,
                Operation::Lock | Operation::ReadLock | Operation::WriteLock
            );
            let lock = blocked.object.filter(|_| is_lock);
            let holds = lock.map_or(&[][..], |lock| state.holders(lock));
            events.extend(holds.iter().map(|hold| hold.event));
        }
    }
    events
}

/// What an explanation speaks of without knowing the event.
fn spoken_of(trace: &Trace, cause: &Cause) -> Vec<usize> {
    let all = |operation: Operation| {
        let events = trace.events.iter().enumerate();
        events.filter(move |(_, event)| event.operation == operation)
    };
    match cause {
        // The calls that woke it earlier, and what they let it out of.
        Cause::NeverUnparked { thread } => {
            let mut unparks =
                all(Operation::Unpark).filter(|(_, event)| event.other == Some(*thread));
            let mut parks = all(Operation::Park).filter(|(_, event)| event.thread == *thread);
            let last = [unparks.next_back(), parks.next_back()];
            last.into_iter().flatten().map(|(event, _)| event).collect()
        }
        Cause::OthersWoken {
            thread, condvar, ..
        } => {
            let on_it =
                |operation| all(operation).filter(|(_, event)| event.object == Some(*condvar));
            let mut own = on_it(Operation::Wait).filter(|(_, event)| event.thread == *thread);
            let wait = own.next_back().map_or(0, |(wait, _)| wait);
            let notified = on_it(Operation::Notify).filter(|(event, _)| *event > wait);
            notified.map(|(event, _)| event).chain([wait]).collect()
        }
        Cause::SenderLives {
            channel, senders, ..
        } => {
            let (made_at, _) = senders_made_at(trace, *channel, *senders);
            let clones = all(Operation::Clone).filter(|(_, event)| {
                event.object == Some(*channel) && made_at.contains(&event.place.as_ref())
            });
            clones.map(|(event, _)| event).collect()
        }
        _ => Vec::new(),
    }
}
