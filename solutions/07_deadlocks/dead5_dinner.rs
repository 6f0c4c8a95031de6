//! The circle of waiting needs every guest to hold the left chopstick and wait for the right one.
//! Chopsticks have numbers; where all guests take the smaller one first, the guest in the last seat
//! has to begin on the right. That breaks the circle, for any number of guests.

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
        let left = seat;
        let right = (seat + 1) % self.chopsticks.len();
        let _first = self.chopsticks[left.min(right)].lock().unwrap();
        let _second = self.chopsticks[left.max(right)].lock().unwrap();
        meal()
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
