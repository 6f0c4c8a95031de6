//! Two kinds of guests: those in even seats begin on the left, those in odd seats on the right. For
//! a circle all of them would have to begin on the same side. Neighbours of different kinds also
//! reach for the same chopstick first, so the one who has to wait holds nothing.

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
        let (first, second) = if seat.is_multiple_of(2) {
            (left, right)
        } else {
            (right, left)
        };
        let _first = first.lock().unwrap();
        let _second = second.lock().unwrap();
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
