//! The rule is a type of its own that knows nothing about threads and is easy to test: it takes
//! `&mut self`, so no other thread can act in between. The limiter only has to let in one thread at
//! a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

/// How many calls went out at which time.
#[derive(Default)]
struct Calls(BTreeMap<u64, usize>);

impl Calls {
    fn latest(&self) -> u64 {
        self.0.last_key_value().map_or(0, |(&time, _)| time)
    }

    fn forget_before(&mut self, time: u64) {
        self.0 = self.0.split_off(&time);
    }

    fn add_one_of(&mut self, limit: usize, now: u64) -> bool {
        let room = self.0.values().sum::<usize>() < limit;
        if room {
            *self.0.entry(now).or_default() += 1;
        }
        room
    }
}

pub struct Limiter {
    limit: usize,
    window: u64,
    calls: Mutex<Calls>,
}

impl Limiter {
    pub fn new(limit: usize, window: u64) -> Self {
        Self {
            limit,
            window,
            calls: Mutex::default(),
        }
    }

    pub fn try_acquire(&self, now: u64) -> bool {
        let mut calls = self.calls.lock().unwrap();
        let now = now.max(calls.latest());
        calls.forget_before((now + 1).saturating_sub(self.window));
        calls.add_one_of(self.limit, now)
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
