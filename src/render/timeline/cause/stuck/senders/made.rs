//! Where the `Sender`s of a channel were made, as far as its events tell.

use crate::trace::{Operation, Place, Trace};

/// Where the `Sender`s that are left were made, and whether that is certain. Where it is not, where all of them were.
pub(crate) fn senders_made_at(
    trace: &Trace,
    channel: usize,
    left: usize,
) -> (Vec<Option<&Place>>, bool) {
    let on_it = |operation: Operation| {
        let events = trace.events.iter();
        events.filter(move |event| (event.operation, event.object) == (operation, Some(channel)))
    };
    let made_at = trace.objects[channel].made_at.as_ref();
    let clones = on_it(Operation::Clone).map(|event| event.place.as_ref());
    let made: Vec<Option<&Place>> = clones.chain([made_at]).collect();
    let mut alive = made.clone();
    for dropped in on_it(Operation::Drop) {
        let place = dropped.place.as_ref();
        if let Some(index) = alive.iter().position(|made| *made == place) {
            alive.swap_remove(index);
        }
    }
    if alive.len() == left {
        (alive, true)
    } else {
        (made, false)
    }
}
