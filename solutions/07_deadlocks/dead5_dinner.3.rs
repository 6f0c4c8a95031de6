//! No guest holds one chopstick and waits for another: a guest takes both at once, or none. One
//! lock guards the list of those that are taken, for a moment only, and not during the meal. A
//! guest who finds one missing sleeps until it is put down. (A meal that panics keeps its
//! chopsticks here; a guard of its own would help.)

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
        self.put_down.notify_all();
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
