//! Why nobody can go on.

mod scene;
mod senders;

pub(crate) use senders::senders_made_at;

use super::kinds::Cause;
use crate::trace::state::State;
use crate::trace::{Blocked, Event, Operation, Trace};
use scene::Scene;

pub(super) fn find(trace: &Trace, blocked: &[Blocked]) -> Cause {
    let scene = Scene {
        trace,
        state: State::after(trace, trace.events.len()),
        blocked,
    };
    scene
        .cycle()
        .and_then(|cycle| scene.in_cycle(&cycle))
        .or_else(|| scene.at_root())
        .unwrap_or(Cause::Stuck)
}

impl Scene<'_> {
    /// The threads that could let this one go on, where these are known.
    fn waits_for(&self, blocked: &Blocked) -> Vec<usize> {
        match (blocked.operation, blocked.object, blocked.other) {
            (Operation::Join, _, Some(other)) => vec![other],
            (Operation::Lock | Operation::ReadLock | Operation::WriteLock, Some(lock), _) => {
                let holders = self.state.holders(lock).iter();
                holders.map(|hold| hold.thread).collect()
            }
            _ => Vec::new(),
        }
    }

    fn blocked(&self, thread: usize) -> Option<&Blocked> {
        self.blocked.iter().find(|blocked| blocked.thread == thread)
    }

    /// Threads of which each waits for the next one and the last one for the first; the fewest that do.
    fn cycle(&self) -> Option<Vec<usize>> {
        let mut cycles: Vec<Vec<usize>> = Vec::new();
        for start in self.blocked {
            self.follow(&mut vec![start.thread], &mut cycles);
        }
        cycles.into_iter().min_by_key(Vec::len)
    }

    fn follow(&self, path: &mut Vec<usize>, cycles: &mut Vec<Vec<usize>>) {
        let last = path.last().and_then(|thread| self.blocked(*thread));
        for next in last.map_or(Vec::new(), |last| self.waits_for(last)) {
            if let Some(at) = path.iter().position(|thread| *thread == next) {
                cycles.push(path[at..].to_vec());
            } else {
                path.push(next);
                self.follow(path, cycles);
                path.pop();
            }
        }
    }

    /// The event by which a thread took what another one wants.
    fn hold(&self, thread: usize, wanted: &Blocked) -> Option<(usize, usize)> {
        let lock = wanted.object?;
        let holders = self.state.holders(lock).iter();
        holders
            .rev()
            .find(|hold| hold.thread == thread)
            .map(|hold| (hold.event, lock))
    }

    fn in_cycle(&self, cycle: &[usize]) -> Option<Cause> {
        let all: Vec<&Blocked> = cycle
            .iter()
            .filter_map(|thread| self.blocked(*thread))
            .collect();
        let joins = |blocked: &Blocked| blocked.operation == Operation::Join;
        match all[..] {
            [own] if !joins(own) => {
                let (hold, lock) = self.hold(own.thread, own)?;
                Some(Cause::LockedTwice {
                    hold,
                    thread: own.thread,
                    lock,
                })
            }
            _ if all.iter().all(|blocked| joins(blocked)) => Some(Cause::JoinCycle),
            _ if !all.iter().any(|blocked| joins(blocked)) => {
                // Who wants a lock, wants it from the next one in the cycle.
                let holds = (0..all.len()).map(|index| {
                    let holder = cycle[(index + 1) % cycle.len()];
                    self.hold(holder, all[index]).map(|(event, _)| event)
                });
                let holds = holds.collect::<Option<Vec<_>>>()?;
                Some(Cause::LockOrder { holds })
            }
            [one, two] => {
                let (joiner, joined) = if joins(one) { (one, two) } else { (two, one) };
                let (hold, lock) = self.hold(joiner.thread, joined)?;
                Some(Cause::JoinUnderLock {
                    hold,
                    joiner: joiner.thread,
                    joined: joined.thread,
                    lock,
                })
            }
            _ => None,
        }
    }

    /// Without a cycle, some thread waits for what is nobody's to give.
    fn at_root(&self) -> Option<Cause> {
        let roots: Vec<&Blocked> = self
            .blocked
            .iter()
            .filter(|blocked| self.waits_for(blocked).is_empty())
            .collect();
        let waits_to = |operation: Operation| {
            let mut roots = roots.iter().copied();
            roots.find(move |root| root.operation == operation)
        };
        if let Some(cause) = senders::find(self, &roots) {
            return Some(cause);
        }
        if let Some(cause) = roots.iter().find_map(|root| self.with_lock(root)) {
            return Some(cause);
        }
        if let Some(root) = waits_to(Operation::Send) {
            return Some(Cause::ChannelFull {
                thread: root.thread,
                channel: root.object?,
            });
        }
        if let Some(root) = roots.iter().find(|root| self.is_outside(root)) {
            let mut joiners = self.blocked.iter();
            let joiner = joiners.find(|other| {
                other.operation == Operation::Join && other.other == Some(root.thread)
            })?;
            return Some(Cause::WaitsInCheck {
                thread: root.thread,
                joiner: joiner.thread,
            });
        }
        if let Some(root) = waits_to(Operation::Wait).or_else(|| waits_to(Operation::Wake)) {
            return self.not_notified(root);
        }
        if let Some(root) = waits_to(Operation::Arrive) {
            let here = |other: &&&Blocked| {
                other.operation == Operation::Arrive && other.object == root.object
            };
            return Some(Cause::BarrierWaits {
                threads: roots.iter().filter(here).map(|root| root.thread).collect(),
                barrier: root.object?,
            });
        }
        waits_to(Operation::Park).map(|root| Cause::NeverUnparked {
            thread: root.thread,
        })
    }

    fn is_outside(&self, blocked: &Blocked) -> bool {
        blocked.place.is_some() && self.trace.own_line(blocked.place.as_ref()).is_none()
    }

    /// It waits for something else than a lock, and holds one that another thread waits for.
    fn with_lock(&self, root: &Blocked) -> Option<Cause> {
        self.blocked.iter().find_map(|other| {
            if !self.waits_for(other).contains(&root.thread) {
                return None;
            }
            let (hold, lock) = self.hold(root.thread, other)?;
            Some(Cause::WaitsWithLock {
                hold,
                thread: root.thread,
                other: other.thread,
                lock,
            })
        })
    }

    fn not_notified(&self, root: &Blocked) -> Option<Cause> {
        let condvar = root.object?;
        let events = self.trace.events.iter().enumerate();
        let on_it = |operation: Operation| {
            events
                .clone()
                .filter(move |(_, event)| event.operation == operation)
                .filter(move |(_, event)| event.object == Some(condvar))
        };
        let mut waits = on_it(Operation::Wait).filter(|(_, event)| event.thread == root.thread);
        let (wait, _) = waits.next_back()?;
        let Some((notify, _)) = on_it(Operation::Notify).next_back() else {
            return Some(Cause::NeverNotified {
                thread: root.thread,
                condvar,
            });
        };
        if notify < wait {
            return Some(self.came_late(condvar, notify, wait));
        }
        let mut later = on_it(Operation::Notify).filter(|(number, _)| *number > wait);
        let times = later.clone().count();
        let all_woke_others =
            later.all(|(_, event)| event.other.is_some_and(|other| other != root.thread));
        all_woke_others.then_some(Cause::OthersWoken {
            thread: root.thread,
            condvar,
            times,
        })
    }
}

impl Scene<'_> {
    /// A thread that began to wait after the last notification.
    fn came_late(&self, condvar: usize, notify: usize, wait: usize) -> Cause {
        let events = &self.trace.events;
        let thread = events[wait].thread;
        let is_own = |number: &usize| events[*number].thread == thread;
        let of_condvar = |number: &usize| events[*number].object == Some(condvar);
        let mut woken = (notify..wait).rev().filter(is_own).filter(of_condvar);
        let wake = woken.find(|number| {
            let event = &events[*number];
            event.operation == Operation::Wake && event.detail == "notified"
        });
        if let Some(wake) = wake {
            return Cause::WaitsAgain { wake, wait };
        }
        // The lock that guards what it waits for is the one it had taken last.
        let takes = |event: &Event| {
            matches!(event.operation, Operation::Lock | Operation::TryLock)
                && event.detail != "busy"
        };
        let mut taken = events[..wait].iter().rev();
        let lock = taken
            .find(|event| event.thread == thread && takes(event))
            .and_then(|event| event.object);
        let mut later = (wait + 1..events.len()).rev();
        let change = later.find(|number| {
            let event = &events[*number];
            event.thread != thread
                && event.object == lock
                && takes(event)
                && self.trace.own_line(event.place.as_ref()).is_some()
        });
        match (lock, change) {
            (Some(lock), Some(change)) => Cause::NotNotifiedOf { wait, change, lock },
            _ => Cause::MissedNotify { wait, notify },
        }
    }
}
