// verdict: deadlocks
// says: When a guest has eaten, whoever can eat now does
// says: not every sleeper is one of them
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
    eating: Mutex<Vec<bool>>,
    bell: Condvar,
}

impl Table {
    pub fn lay(seats: usize) -> Self {
        Self {
            eating: Mutex::new(vec![false; seats]),
            bell: Condvar::new(),
        }
    }
    pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T {
        let mut eating = self.eating.lock().unwrap();
        let seats = eating.len();
        let (left, right) = ((seat + seats - 1) % seats, (seat + 1) % seats);
        while eating[left] || eating[right] || eating[seat] {
            eating = self.bell.wait(eating).unwrap();
        }
        eating[seat] = true;
        drop(eating);
        let said = meal();
        self.eating.lock().unwrap()[seat] = false;
        self.bell.notify_one();
        said
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
