//! `lock` waits until the lock is free and returns a `Result` with a guard in it. `*dial` is the
//! number itself, and when the guard goes out of scope, the lock is released.

use std::sync::Mutex;

pub struct Thermostat {
    dial: Mutex<i32>,
}

impl Thermostat {
    pub fn new(degrees: i32) -> Self {
        Self {
            dial: Mutex::new(degrees),
        }
    }

    pub fn set(&self, degrees: i32) {
        let mut dial = self.dial.lock().unwrap();
        *dial = degrees;
    }

    pub fn read(&self) -> i32 {
        let dial = self.dial.lock().unwrap();
        *dial
    }
}

pub fn main() {
    let office = Thermostat::new(21);
    for (who, degrees) in [("Ada", 26), ("Bo", 15), ("Ada", 27), ("Bo", 14)] {
        office.set(degrees);
        println!("{who} passes by. It is {} degrees now.", office.read());
    }
}
