//! One function acquires the lock, and decides what to do if a thread panicked while it held the
//! lock.

use std::sync::{Mutex, MutexGuard};

pub struct Thermostat {
    dial: Mutex<i32>,
}

impl Thermostat {
    pub fn new(degrees: i32) -> Self {
        Self {
            dial: Mutex::new(degrees),
        }
    }

    fn hold(&self) -> MutexGuard<'_, i32> {
        self.dial
            .lock()
            .expect("the dial came off in somebody's hand")
    }

    pub fn set(&self, degrees: i32) {
        *self.hold() = degrees;
    }

    pub fn read(&self) -> i32 {
        *self.hold()
    }
}

pub fn main() {
    let office = Thermostat::new(21);
    for (who, degrees) in [("Ada", 26), ("Bo", 15), ("Ada", 27), ("Bo", 14)] {
        office.set(degrees);
        println!("{who} passes by. It is {} degrees now.", office.read());
    }
}
