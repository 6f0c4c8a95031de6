// verdict: deadlocks
// says: waits to be notified by `BELL`
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

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex};
use std::thread;

static IN_HAND: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());
static BELL: Condvar = Condvar::new();

pub struct Table {
    seats: usize,
}

impl Table {
    pub fn lay(seats: usize) -> Self {
        Self { seats }
    }

    pub fn eat<T>(&self, seat: usize, meal: impl FnOnce() -> T) -> T {
        let right = (seat + 1) % self.seats;
        let mut in_hand = BELL
            .wait_while(IN_HAND.lock().unwrap(), |set| {
                set.contains(&seat) || set.contains(&right)
            })
            .unwrap();
        in_hand.extend([seat, right]);
        drop(in_hand);
        let result = meal();
        let mut in_hand = IN_HAND.lock().unwrap();
        in_hand.remove(&seat);
        in_hand.remove(&right);
        drop(in_hand);
        BELL.notify_all();
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
