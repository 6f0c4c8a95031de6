// verdict: deadlocks
// says: When a guest puts the chopsticks down
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

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Table {
    /// Which chopsticks are in somebody's hands.
    taken: Mutex<Vec<bool>>,
    put_down: Condvar,
}

impl Table {
    pub fn lay(seats: usize) -> Self {
        Self {
            taken: Mutex::new(vec![false; seats]),
            put_down: Condvar::new(),
        }
    }

    /// Eats: calls `meal` while both chopsticks are in hand. Seats are counted from 0.
    pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T {
        let taken = self.taken.lock().unwrap();
        let (left, right) = (seat, (seat + 1) % taken.len());
        let mut taken = self
            .put_down
            .wait_while(taken, |taken| taken[left] || taken[right])
            .unwrap();
        (taken[left], taken[right]) = (true, true);
        drop(taken);

        let result = meal();

        let mut taken = self.taken.lock().unwrap();
        (taken[left], taken[right]) = (false, false);
        self.put_down.notify_one();
        result
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
