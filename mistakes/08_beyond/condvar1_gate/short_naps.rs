// verdict: exceeds_limit
// says: A car in front of the closed gate is asleep
// says: No progress in 10,000 steps
// says: with or without a sleep in between
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
use std::time::Duration;

pub struct Gate {
    open: Mutex<bool>,
    bell: Condvar,
}

impl Gate {
    pub fn closed() -> Gate {
        Gate {
            open: Mutex::new(false),
            bell: Condvar::new(),
        }
    }
    pub fn pass(&self) {
        let mut open = self.open.lock().unwrap();
        while !*open {
            open = self
                .bell
                .wait_timeout(open, Duration::from_millis(10))
                .unwrap()
                .0;
        }
    }
    pub fn open(&self) {
        *self.open.lock().unwrap() = true;
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
