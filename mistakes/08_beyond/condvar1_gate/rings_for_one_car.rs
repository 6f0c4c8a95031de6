// verdict: deadlocks
// says: `the car` waits to be notified by `bell`
//! The level crossing
//!
//! The gate is down for the night train. Cars wait in front of it with the engine off: they sleep.
//! When the train is through, the keeper opens the gate and rings the bell, and all the cars go.
//! The gate then stays open until morning.
//! Last night a car came just after the bell had rung. It turned off its engine and waited for the
//! bell. It is still there.
//!
//! Goal: `pass` returns as soon as the gate is open, whether it was opened before the car came or after, for every car.
//! While the gate is closed, `pass` does not return: the car sleeps, and does not look again and again.
//!
//! Keep: pub struct Gate, pub fn closed() -> Gate, pub fn pass(&self), pub fn open(&self)

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
        self.bell.notify_one();
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
