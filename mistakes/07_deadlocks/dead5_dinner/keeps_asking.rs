// verdict: exceeds_limit
// says: No progress
// says: two neighbours may put their chopsticks back and start again for ever
//! Dumplings for everybody
//!
//! Guests sit at a round table, two or more of them, each on a thread. Between
//! any two neighbours lies one chopstick. To eat takes two: the one to the left
//! and the one to the right. Our guests are polite. Each takes the chopstick to
//! the left, smiles, and waits for the one to the right. The dumplings get cold.
//!
//! Goal: everybody gets to eat, whenever they come. Neighbours never eat at the
//! same time, because they share a chopstick. Two guests who share none can eat
//! at the same time. Whoever waits eats as soon as both chopsticks can be had.
//!
//! Keep: Table::lay(seats: usize) -> Table
//!       pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T

use std::sync::Mutex;
use std::thread;

pub struct Table {
    chopsticks: Vec<Mutex<()>>,
}

impl Table {
    pub fn lay(seats: usize) -> Self {
        Self {
            chopsticks: (0..seats).map(|_| Mutex::new(())).collect(),
        }
    }

    /// Eats: calls `meal` while both chopsticks are in hand. Seats are counted from 0.
    pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T {
        let left = &self.chopsticks[seat];
        let right = &self.chopsticks[(seat + 1) % self.chopsticks.len()];
        let _left = left.lock().unwrap();
        loop {
            if let Ok(_right) = right.try_lock() {
                return meal();
            }
        }
    }
}

pub fn main() {
    let table = Table::lay(5);
    thread::scope(|dinner| {
        for seat in 0..5 {
            let table = &table;
            dinner.spawn(move || {
                for dumpling in 1..=3 {
                    table.eat(seat, || println!("guest {seat}: dumpling {dumpling}"));
                }
            });
        }
    });
    println!("Everybody is full.");
}
