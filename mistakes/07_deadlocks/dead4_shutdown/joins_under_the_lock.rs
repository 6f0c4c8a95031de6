// verdict: deadlocks
// says: waits for the end of `barista`
//! Closing the café
//!
//! Orders go to the barista, who works on a thread of their own and brews as
//! long as orders can come. Closing the café means: everything that was ordered
//! is brewed, the barista goes home, and only then the lights go out. That was
//! the plan. In fact the owner stands at the door, waits for the barista to
//! leave, and the barista stands at the machine and waits for the next order.
//!
//! Goal: dropping a `Cafe` waits until all orders have been brewed, as they were
//! given and in their order, and the barista's thread is over. And it comes to
//! an end. Customers may order from several threads at once, and what they order
//! is brewed while the café is open. A barista without an order waits for one.
//!
//! Keep: Cafe::open(brew: impl FnMut(String) + Send + 'static) -> Cafe,
//!       order(&self, drink: &str), and that closing happens in `Drop`

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
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
        let mut slips = self.rail.slips.lock().unwrap();
        slips.open = false;
        self.rail.changed.notify_one();
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
