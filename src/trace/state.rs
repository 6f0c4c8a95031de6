//! What is the case after so many events of a trace: who holds what, what lies in the channels, who waits for whom.

use std::collections::{BTreeMap, VecDeque};

use super::{Blocked, Event, Operation, Place, Trace};

/// The state of all threads and of what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The threads, by number.
    pub threads: Vec<ThreadState>,
    /// Who holds a lock, by the lock's number. No entry, or an empty one, where nobody does.
    pub holders: BTreeMap<usize, Vec<Hold>>,
    /// What lies in a channel, by its number.
    pub channels: BTreeMap<usize, Channel>,
    /// The value last seen in an atomic, and how many there are of an `Arc`, by its number.
    pub values: BTreeMap<usize, String>,
    /// How many events have happened.
    happened: usize,
}

/// One thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadState {
    /// How it fares.
    pub phase: Phase,
    /// Where in the student's file it was last seen.
    pub line: Option<u32>,
}

/// How a thread fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nobody has spawned it yet.
    #[default]
    NotSpawned,
    /// It can go on.
    Running,
    /// It waits.
    Blocked(Blocked),
    /// It has ended.
    Ended {
        /// Whether it did so by a panic.
        panicked: bool,
    },
}

/// That somebody holds a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Number of the thread.
    pub thread: usize,
    /// Whether others may hold it as well: a reader-writer lock, held for reading.
    pub shared: bool,
    /// Where it was taken.
    pub since: Option<Place>,
    /// Number of the event by which it was taken.
    pub event: usize,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// What was sent and not received yet, the oldest first.
    pub messages: VecDeque<Message>,
    /// How many `Sender`s there are.
    pub senders: usize,
    /// Whether the `Receiver` still exists.
    pub has_receiver: bool,
}

impl Default for Channel {
    fn default() -> Self {
        Self {
            messages: VecDeque::new(),
            senders: 1,
            has_receiver: true,
        }
    }
}

/// A message in a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How the trace calls it: `message 3`.
    pub name: String,
    /// Number of the thread that sent it.
    pub thread: usize,
    /// Where.
    pub place: Option<Place>,
}

impl State {
    /// The state after the first `count` events.
    pub fn after(trace: &Trace, count: usize) -> Self {
        let mut state = Self::before(trace);
        state.advance_to(trace, count);
        state
    }

    /// The state before the first event.
    pub fn before(trace: &Trace) -> Self {
        let mut state = Self {
            threads: vec![ThreadState::default(); trace.threads.len()],
            ..Self::default()
        };
        if let Some(main) = state.threads.first_mut() {
            main.phase = Phase::Running;
        }
        state
    }

    /// The threads that hold the lock.
    pub fn holders(&self, lock: usize) -> &[Hold] {
        self.holders.get(&lock).map_or(&[], Vec::as_slice)
    }

    /// Lets events happen until there were `count` of them.
    pub fn advance_to(&mut self, trace: &Trace, count: usize) {
        while self.happened < count.min(trace.events.len()) {
            self.advance(trace, self.happened);
            self.happened += 1;
        }
    }

    /// Lets a thread wait, of which no event tells.
    pub fn block(&mut self, trace: &Trace, blocked: Blocked) {
        if let Some(thread) = self.threads.get_mut(blocked.thread) {
            thread.line = trace.own_line(blocked.place.as_ref()).or(thread.line);
            thread.phase = Phase::Blocked(blocked);
        }
    }

    /// Lets the event with this number happen, behind the one before it.
    fn advance(&mut self, trace: &Trace, number: usize) {
        let event = &trace.events[number];
        if event.left_out().is_some() {
            // Who knows what happened meanwhile.
            self.holders.clear();
            self.channels.clear();
            self.values.clear();
            return;
        }
        if let Some(thread) = self.threads.get_mut(event.thread) {
            thread.line = trace.line_of(event).or(thread.line);
            thread.phase = match event.operation {
                Operation::Exit => Phase::Ended {
                    panicked: event.detail == "panicked",
                },
                Operation::Block | Operation::Wait => Phase::Blocked(waiting(event)),
                _ => Phase::Running,
            };
        }
        if event.operation == Operation::Spawn
            && let Some(new) = event.other.and_then(|new| self.threads.get_mut(new))
        {
            new.phase = Phase::Running;
        }
        match event.operation {
            Operation::Wait => self.give_lock_to_wait(trace, number),
            _ => {
                if let Some(object) = event.object {
                    self.change(trace, number, object);
                }
            }
        }
    }

    fn change(&mut self, trace: &Trace, number: usize, object: usize) {
        let event = &trace.events[number];
        let detail = event.detail.as_str();
        match event.operation {
            Operation::Lock | Operation::TryLock | Operation::WriteLock if detail != "busy" => {
                self.holders
                    .insert(object, vec![hold(event, number, false)]);
            }
            Operation::ReadLock if detail != "busy" => {
                let holders = self.holders.entry(object).or_default();
                holders.retain(|hold| hold.shared);
                holders.push(hold(event, number, true));
            }
            Operation::Unlock => {
                let holders = self.holders.entry(object).or_default();
                let own = holders.iter().rposition(|hold| hold.thread == event.thread);
                own.map(|own| holders.remove(own));
            }
            Operation::Initialise => {
                self.values.remove(&object);
            }
            Operation::Clone | Operation::Drop if trace.is_arc(object) => {
                self.values.insert(object, detail.to_owned());
            }
            Operation::Read | Operation::Write => {
                self.values.insert(object, detail.to_owned());
            }
            Operation::Update => {
                let new = detail.split(" → ").last().unwrap_or(detail);
                self.values.insert(object, new.to_owned());
            }
            Operation::Send
            | Operation::Receive
            | Operation::Clone
            | Operation::Drop
            | Operation::Closed => self.channels.entry(object).or_default().change(event),
            _ => {}
        }
    }

    /// A wait on a condition variable gives the mutex back, unless that has been told: the one of which an event behind it
    /// tells, or else the one that the thread took last.
    fn give_lock_to_wait(&mut self, trace: &Trace, number: usize) {
        let thread = trace.events[number].thread;
        let is_unlock = |event: &&Event| event.operation == Operation::Unlock;
        let own = |event: &&Event| event.thread == thread;
        let before = trace.events[..number].iter().rev().find(own);
        if before.is_some_and(|event| is_unlock(&event)) {
            return;
        }
        let after = trace.events[number + 1..].iter().find(own);
        let told = after.filter(is_unlock).and_then(|event| event.object);
        let held = self.holders.iter().filter_map(|(lock, holders)| {
            let hold = holders.iter().find(|hold| hold.thread == thread)?;
            Some((hold.event, *lock))
        });
        let lock = told.or_else(|| held.max().map(|(_, lock)| lock));
        if let Some(holders) = lock.and_then(|lock| self.holders.get_mut(&lock)) {
            holders.retain(|hold| hold.thread != thread);
        }
    }
}

impl Channel {
    fn change(&mut self, event: &Event) {
        let detail = event.detail.as_str();
        match (event.operation, event.message()) {
            (Operation::Send, Some(name)) => self.messages.push_back(Message {
                name: name.to_owned(),
                thread: event.thread,
                place: event.place.clone(),
            }),
            (Operation::Receive, Some(name)) => {
                let same = |message: &Message| message.name == name;
                let index = self.messages.iter().position(same).unwrap_or(0);
                self.messages.remove(index);
            }
            (Operation::Clone, _) => self.senders = detail.parse().unwrap_or(self.senders + 1),
            (Operation::Drop, _) => {
                self.senders = detail.parse().unwrap_or(self.senders.saturating_sub(1));
            }
            (Operation::Closed, _) if detail == "receiver" => self.has_receiver = false,
            (Operation::Closed, _) => self.senders = 0,
            _ => {}
        }
    }
}

fn hold(event: &Event, number: usize, shared: bool) -> Hold {
    Hold {
        thread: event.thread,
        shared,
        since: event.place.clone(),
        event: number,
    }
}

/// What a thread waits for from this event on.
fn waiting(event: &Event) -> Blocked {
    let operation = match event.operation {
        // An unknown word still says that it waits.
        Operation::Block => event.detail.parse().unwrap_or(Operation::Block),
        other => other,
    };
    Blocked {
        thread: event.thread,
        operation,
        object: event.object,
        other: event.other,
        place: event.place.clone(),
        callers: event.callers.clone(),
    }
}

#[cfg(test)]
mod tests;
