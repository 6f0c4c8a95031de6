//! A queue of its own instead of a channel. To leave, the barista needs the lock, to see that the
//! café is closed. So the guard has to be dropped before the join: the block around it makes sure
//! of that.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

struct Slips {
    waiting: VecDeque<String>,
    open: bool,
}

/// Orders on their way from the customers to the barista.
struct Rail {
    slips: Mutex<Slips>,
    changed: Condvar,
}

pub struct Cafe {
    rail: Arc<Rail>,
    barista: Option<JoinHandle<()>>,
}

impl Rail {
    /// Waits for the next order. `None` when the café is closed and nothing is left.
    fn next(&self) -> Option<String> {
        let slips = self.slips.lock().unwrap();
        let mut slips = self
            .changed
            .wait_while(slips, |slips| slips.open && slips.waiting.is_empty())
            .unwrap();
        slips.waiting.pop_front()
    }
}

impl Cafe {
    pub fn open(mut brew: impl FnMut(String) + Send + 'static) -> Self {
        let rail = Arc::new(Rail {
            slips: Mutex::new(Slips {
                waiting: VecDeque::new(),
                open: true,
            }),
            changed: Condvar::new(),
        });
        let theirs = Arc::clone(&rail);
        let barista = thread::spawn(move || {
            while let Some(drink) = theirs.next() {
                brew(drink);
            }
        });
        Self {
            rail,
            barista: Some(barista),
        }
    }

    pub fn order(&self, drink: &str) {
        let mut slips = self.rail.slips.lock().unwrap();
        slips.waiting.push_back(drink.to_owned());
        self.rail.changed.notify_one();
    }
}

impl Drop for Cafe {
    fn drop(&mut self) {
        {
            // A poisoned lock is no reason to keep the barista waiting.
            let slips = self.rail.slips.lock();
            slips.unwrap_or_else(PoisonError::into_inner).open = false;
            self.rail.changed.notify_one();
        }
        if let Some(barista) = self.barista.take() {
            barista.join().unwrap();
        }
    }
}

pub fn main() {
    let cafe = Cafe::open(|drink| println!("here is your {drink}"));
    for drink in ["espresso", "flat white", "hot water, please"] {
        cafe.order(drink);
    }
    println!("We are closing!");
    drop(cafe);
    println!("Lights out.");
}
