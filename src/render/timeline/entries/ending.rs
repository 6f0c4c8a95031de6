//! The steps by which a trace ends.

use super::entry::{Entry, Tone};
use crate::render::timeline::words;
use crate::trace::names::Names;
use crate::trace::no_progress::{Fares, fares};
use crate::trace::spot::Spot;
use crate::trace::{Ending, Operation, Place, Trace};

/// What comes behind the panic that ends the check is to clean up, and has no part in it.
fn forget_cleaning_up(entries: &mut Vec<Entry>) {
    let is_panic = |entry: &Entry| (entry.thread, entry.what.0) == (0, Operation::Panic);
    if let Some(panic) = entries.iter().rposition(is_panic) {
        entries.truncate(panic + 1);
    }
}

/// Marks where it fails, with a step of its own where no event is that.
pub(super) fn finish(trace: &Trace, names: &Names, culprits: &[usize], entries: &mut Vec<Entry>) {
    if matches!(trace.ending, Ending::Panic { .. }) {
        forget_cleaning_up(entries);
    }
    let end = trace.events.len();
    let spot = |place: &Option<Place>| {
        let line = trace.own_line(place.as_ref())?;
        let callers = Vec::new();
        Some(Spot { line, callers })
    };
    let mut mark = |thread: usize, words: String, spot: Option<Spot>, what: Operation| {
        let waits = matches!(what, Operation::Block | Operation::Wait);
        // Who only waits for those that are stuck is not where it fails.
        let tone = if waits && !culprits.is_empty() && !culprits.contains(&thread) {
            Tone::Waits
        } else {
            Tone::Fails
        };
        let last = entries
            .iter_mut()
            .rev()
            .find(|entry| entry.thread == thread);
        if let Some(last) = last.filter(|last| last.what.0 == what) {
            last.tone = tone;
            last.spot = last.spot.take().or(spot);
            last.words = words;
        } else {
            entries.push(Entry {
                thread,
                events: end..end,
                what: (what, None),
                spot,
                words,
                tone,
            });
        }
    };
    match &trace.ending {
        Ending::Panic { place, .. } => {
            let spot = spot(place);
            let words = words::steps::fails(spot.is_none());
            mark(0, words.to_owned(), spot, Operation::Panic);
        }
        Ending::Exit { status, place } => {
            let thread = trace.events.last().map_or(0, |event| event.thread);
            let words = words::steps::ends_program(&status.to_string());
            mark(thread, words, spot(place), Operation::ExitProcess);
        }
        Ending::Deadlock(all) => {
            for blocked in all {
                let what = match blocked.operation {
                    Operation::Wait | Operation::Wake => Operation::Wait,
                    _ => Operation::Block,
                };
                let words = words::steps::begins_to_wait(names, blocked);
                mark(blocked.thread, words, trace.spot_of_wait(blocked), what);
            }
        }
        Ending::LeftRunning(_) => {
            let words = words::steps::check_ends();
            mark(0, words.to_owned(), None, Operation::Exit);
        }
        Ending::NoProgress { .. } => entries.extend(untold(trace, names)),
    }
}

/// What threads do again and again without an event that tells of it.
fn untold(trace: &Trace, names: &Names) -> Vec<Entry> {
    let end = trace.events.len();
    let fares = fares(trace);
    let threads = trace.ending.blocked().iter();
    threads
        .filter(|blocked| fares[blocked.thread] == Fares::Untold)
        .filter_map(|blocked| {
            Some(Entry {
                thread: blocked.thread,
                events: end..end,
                what: (blocked.operation, blocked.object),
                spot: trace.spot_of_wait(blocked),
                words: words::steps::attempt(names, blocked)?,
                tone: Tone::Plain,
            })
        })
        .collect()
}
