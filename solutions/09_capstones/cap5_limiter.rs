//! Counting the calls and adding one more is one step for all other threads: one guard, from the
//! first look to the last. The latest time is in the same mutex, so that time cannot run backwards
//! between two threads.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Limiter {
    limit: usize,
    window: u64,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    latest: u64,
    /// When the calls of the last window went out, the oldest first.
    calls: VecDeque<u64>,
}

impl Limiter {
    pub fn new(limit: usize, window: u64) -> Self {
        Self {
            limit,
            window,
            log: Mutex::default(),
        }
    }

    pub fn try_acquire(&self, now: u64) -> bool {
        let mut log = self.log.lock().unwrap();
        log.latest = log.latest.max(now);
        let now = log.latest;
        while log
            .calls
            .front()
            .is_some_and(|&call| now - call >= self.window)
        {
            log.calls.pop_front();
        }
        let room = log.calls.len() < self.limit;
        if room {
            log.calls.push_back(now);
        }
        room
    }
}

pub fn main() {
    let limiter = Arc::new(Limiter::new(3, 10));
    let clock = [0, 1, 2, 3, 9, 10, 11, 13];
    for now in clock {
        let umbrellas = ["Ada", "Bob"].map(|who| {
            let limiter = Arc::clone(&limiter);
            thread::spawn(move || match limiter.try_acquire(now) {
                true => format!("{who} asks"),
                false => format!("{who} looks out of the window"),
            })
        });
        println!(
            "{now:2}: {}",
            umbrellas.map(|who| who.join().unwrap()).join(", ")
        );
    }
}
