//! Will it rain? ★
//!
//! The weather service answers a fixed number of calls within any window of time, and a customer
//! who calls more often is never served again. All our threads share one limiter. Each looks at its
//! clock and asks before it calls.
//!
//! Goal: `try_acquire(now)` says whether a call may go out at time `now`.
//! - Never more than `limit` calls in any `window` ticks: with a window of 10, a call at 5 counts
//!   up to and including 14, and from 15 on it does not. (No window is 0, and no time near the
//!   end of a `u64`.)
//! - Otherwise the answer is yes. What was refused does not count: nothing went out.
//! - A thread may look at its clock, be overtaken by others, and ask a bit late. Time does not run
//!   backwards: a `now` before the latest one that anybody has asked with counts as that one.
//! - The answer is yes or no, at once: nobody waits until there is room. (Waiting for a lock is
//!   fine.)
//!
//! Keep: Limiter::new(limit: usize, window: u64) -> Limiter, try_acquire(&self, now: u64) -> bool

use std::sync::{Arc, Mutex};
use std::thread;

pub struct Limiter {
    limit: usize,
    window: u64,
    calls: Mutex<Vec<u64>>,
}

impl Limiter {
    pub fn new(limit: usize, window: u64) -> Self {
        Self {
            limit,
            window,
            calls: Mutex::new(Vec::new()),
        }
    }

    pub fn try_acquire(&self, now: u64) -> bool {
        // TODO: what may other threads do between these lines?
        self.calls
            .lock()
            .unwrap()
            .retain(|&call| now - call < self.window);
        let used = self.calls.lock().unwrap().len();
        if used < self.limit {
            self.calls.lock().unwrap().push(now);
            true
        } else {
            false
        }
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
