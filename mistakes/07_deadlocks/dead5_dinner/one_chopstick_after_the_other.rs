// verdict: deadlocks
// says: Deadlock:
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
    in_hand: Mutex<Vec<bool>>,
    bell: Condvar,
}

impl Table {
    pub fn lay(seats: usize) -> Self {
        Self {
            in_hand: Mutex::new(vec![false; seats]),
            bell: Condvar::new(),
        }
    }

    pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T {
        let mut in_hand = self.in_hand.lock().unwrap();
        let (left, right) = (seat, (seat + 1) % in_hand.len());
        while in_hand[left] {
            in_hand = self.bell.wait(in_hand).unwrap();
        }
        in_hand[left] = true;
        while in_hand[right] {
            in_hand = self.bell.wait(in_hand).unwrap();
        }
        in_hand[right] = true;
        drop(in_hand);
        let full = meal();
        let mut in_hand = self.in_hand.lock().unwrap();
        in_hand[left] = false;
        in_hand[right] = false;
        drop(in_hand);
        self.bell.notify_all();
        full
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
