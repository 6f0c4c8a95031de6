// verdict: fails_checks
// says: Calls had gone out at [20 (2 times)]. Then a thread asked at 25
//! Will it rain? ★
//!
//! The weather service answers so many calls within any window of time, and
//! whoever calls more often is never served again. All our threads share one
//! limiter. Each looks at its clock and asks before it calls.
//!
//! Goal: `try_acquire(now)` says whether a call may go out at time `now`.
//! - Never more than `limit` calls in any `window` ticks: with a window of 10, a call at 5 counts
//!   up to and including 14, and from 15 on no more. (No window is 0, and no time near the end of a `u64`.)
//! - Otherwise the answer is yes. What was refused does not count: nothing went out.
//! - A thread may look at its clock, be overtaken by others, and ask a bit late. Time does not run
//!   backwards: a `now` before the latest one so far counts as that one.
//! - Nobody waits here until there is room: yes or no, at once. (For a lock that is free in a moment one may wait.)
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
        let mut calls = self.calls.lock().unwrap();
        calls.retain(|&call| now.saturating_sub(call) < self.window);
        let room = calls.len() < self.limit;
        if room {
            calls.push(now);
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
