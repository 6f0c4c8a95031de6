//! Who waits for messages while a `Sender` lives, and who may own that.

mod closure;
mod made;

pub(crate) use made::senders_made_at;

use super::scene::Scene;
use crate::render::timeline::cause::kinds::Cause;
use crate::trace::state::Phase;
use crate::trace::{Blocked, Operation};

/// What of all that waits for messages is to be told: best that which does not wait for another one of them.
pub(super) fn find(scene: &Scene, roots: &[&Blocked]) -> Option<Cause> {
    let receives = |root: &&&Blocked| root.operation == Operation::Receive;
    let receivers: Vec<&Blocked> = roots.iter().filter(receives).copied().collect();
    let waits_for_another = |root: &&Blocked| {
        let others = receivers.iter();
        let mut others = others.filter(|other| other.thread != root.thread);
        others.any(|other| {
            root.object
                .is_some_and(|channel| keeps_sender(scene, other.thread, channel))
        })
    };
    let mut ranked = receivers.clone();
    ranked.sort_by_key(waits_for_another);
    ranked.iter().find_map(|root| sender_lives(scene, root))
}

fn sender_lives(scene: &Scene, root: &Blocked) -> Option<Cause> {
    let number = root.object?;
    let channel = scene.state.channels.get(&number).cloned();
    let senders = channel.unwrap_or_default().senders;
    if senders == 0 {
        return None;
    }
    Some(Cause::SenderLives {
        receiver: root.thread,
        channel: number,
        senders,
        owners: owners(scene, root.thread, number, senders),
    })
}

/// The threads of which one owns the `Sender`s that are left. None where it may be owned by no thread at all.
fn owners(scene: &Scene, receiver: usize, channel: usize, senders: usize) -> Vec<usize> {
    if closure::may_escape(scene.trace) {
        return Vec::new();
    }
    if let Some(owners) = moved_to(scene, channel, senders) {
        return owners;
    }
    let is_alive = |thread: &usize| {
        let phase = &scene.state.threads[*thread].phase;
        !matches!(phase, Phase::Ended { .. } | Phase::NotSpawned)
    };
    let alive: Vec<usize> = (0..scene.state.threads.len()).filter(is_alive).collect();
    let others: Vec<usize> = alive
        .iter()
        .copied()
        .filter(|thread| *thread != receiver || may_own_sender(scene, *thread, channel))
        .collect();
    if others.is_empty() { alive } else { others }
}

/// The threads that own all `Sender`s that are left because their closures took them along. `None` where that is not
/// certain.
fn moved_to(scene: &Scene, channel: usize, senders: usize) -> Option<Vec<usize>> {
    let (made_at, is_certain) = senders_made_at(scene.trace, channel, senders);
    let mut owners = Vec::new();
    for place in made_at {
        owners.extend(closure::takers(scene.trace, channel, place?)?);
    }
    owners.sort_unstable();
    owners.dedup();
    owners.retain(|thread| !matches!(scene.state.threads[*thread].phase, Phase::Ended { .. }));
    (is_certain && !owners.is_empty()).then_some(owners)
}

/// Whether a spawned thread may own a `Sender`: where it has used one, or the closure it runs names one.
fn may_own_sender(scene: &Scene, thread: usize, channel: usize) -> bool {
    uses(scene, thread, channel, Operation::Send)
        || uses(scene, thread, channel, Operation::Clone)
        || uses(scene, thread, channel, Operation::Drop)
        || closure::may_name_sender(scene.trace, thread, channel)
}

/// Whether a thread has sent and has not dropped what it sent with.
fn keeps_sender(scene: &Scene, thread: usize, channel: usize) -> bool {
    uses(scene, thread, channel, Operation::Send) && !uses(scene, thread, channel, Operation::Drop)
}

fn uses(scene: &Scene, thread: usize, channel: usize, operation: Operation) -> bool {
    let mut events = scene.trace.events.iter();
    events.any(|event| {
        (event.thread, event.object, event.operation) == (thread, Some(channel), operation)
    })
}
