//! The state is a `bool` in the mutex, and the notification only says: look again. `pass` looks
//! before it sleeps and after every wake-up; between the look and the sleep it holds the lock, so
//! the gate cannot open unnoticed.

use std::sync::{Condvar, Mutex};

/// A gate. Once it is open, it stays open.
pub struct Gate {
    is_open: Mutex<bool>,
    bell: Condvar,
}

impl Gate {
    pub fn closed() -> Gate {
        Gate {
            is_open: Mutex::new(false),
            bell: Condvar::new(),
        }
    }

    /// A car wants to pass: waits until the gate is open.
    pub fn pass(&self) {
        let mut is_open = self.is_open.lock().unwrap();
        while !*is_open {
            is_open = self.bell.wait(is_open).unwrap();
        }
    }

    /// The keeper opens the gate and rings the bell.
    pub fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.bell.notify_all();
    }
}

pub fn main() {
    let gate = Gate::closed();
    std::thread::scope(|road| {
        for car in ["the milk van", "the doctor", "the getaway car"] {
            let gate = &gate;
            road.spawn(move || {
                println!("{car} comes to the gate");
                gate.pass();
                println!("{car} is through");
            });
        }
        println!("the night train is through; the gate opens");
        gate.open();
    });
}
