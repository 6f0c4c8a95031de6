//! The circle of a deadlock: each thread waits for something that the next one has, and the last for something of the first.

use std::collections::VecDeque;

use crate::trace::names::Names;
use crate::trace::state::State;
use crate::trace::{Blocked, Ending, Operation, Trace};

/// A thread of the circle. It waits for the one behind it, and the last one for the first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Its number, by which it has its colour.
    pub(crate) thread: usize,
    pub(crate) name: String,
    /// The lock it waits for, which the next one holds. `None` where it waits for the end of the next one.
    pub(crate) lock: Option<String>,
}

/// The shortest circle, if the threads wait in one.
pub(crate) fn wait_circle(trace: &Trace, names: &Names) -> Option<Vec<Link>> {
    let Ending::Deadlock(all) = &trace.ending else {
        return None;
    };
    let state = State::after(trace, trace.events.len());
    let circles = all.iter().filter_map(|start| circle(all, &state, start));
    let circle = circles.min_by_key(Vec::len)?;
    let links = circle.into_iter().map(|blocked| Link {
        thread: blocked.thread,
        name: names.head(blocked.thread).to_owned(),
        lock: lock(blocked).map(|lock| names.object(Some(lock)).to_owned()),
    });
    Some(links.collect())
}

fn lock(blocked: &Blocked) -> Option<usize> {
    let wants_lock = matches!(
        blocked.operation,
        Operation::Lock | Operation::ReadLock | Operation::WriteLock
    );
    blocked.object.filter(|_| wants_lock)
}

/// The threads without which it cannot go on.
fn needs(blocked: &Blocked, state: &State) -> Vec<usize> {
    match lock(blocked) {
        Some(lock) => state.holders(lock).iter().map(|hold| hold.thread).collect(),
        None if blocked.operation == Operation::Join => blocked.other.into_iter().collect(),
        None => Vec::new(),
    }
}

/// The shortest way from a thread back to itself, looked for in breadth.
fn circle<'a>(all: &'a [Blocked], state: &State, start: &'a Blocked) -> Option<Vec<&'a Blocked>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = Vec::new();
    while let Some(way) = ways.pop_front() {
        for thread in needs(way[way.len() - 1], state) {
            if thread == start.thread {
                return Some(way);
            }
            let next = all.iter().find(|blocked| blocked.thread == thread);
            if let Some(next) = next.filter(|_| !seen.contains(&thread)) {
                seen.push(thread);
                ways.push_back(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
