//! Here `notify_one` wakes one car, and each car that goes wakes the next one. That is gentler than
//! waking all of them at once, and it needs the state just as much.

use std::sync::{Condvar, Mutex};

/// A gate. Once it is open, it stays open.
#[derive(Default)]
pub struct Gate {
    is_open: Mutex<bool>,
    bell: Condvar,
}

impl Gate {
    pub fn closed() -> Gate {
        Gate::default()
    }

    /// A car wants to pass: waits until the gate is open.
    pub fn pass(&self) {
        let is_open = self.is_open.lock().unwrap();
        let is_open = self.bell.wait_while(is_open, |is_open| !*is_open).unwrap();
        drop(is_open);
        self.bell.notify_one();
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
