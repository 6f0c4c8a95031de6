// verdict: fails_checks
// says: not yet implemented
// says: Both methods have to be written
//! The war of the thermostat
//!
//! One office, one thermostat. Ada is always cold, Bo is always hot, and both
//! turn the dial whenever they pass it. The number on the dial is kept behind a
//! lock, so that only one hand at a time is on it.
//!
//! Goal: `set` turns the dial to a new value, and `read` says where it stands.
//! Both work on a shared thermostat, so they take `&self`.
//!
//! Keep: pub struct Thermostat, with
//!       pub fn new(degrees: i32) -> Self
//!       pub fn set(&self, degrees: i32)
//!       pub fn read(&self) -> i32

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
        todo!("get hold of the dial, then look where it stands")
    }
}

pub fn main() {
    let office = Thermostat::new(21);
    for (who, degrees) in [("Ada", 26), ("Bo", 15), ("Ada", 27), ("Bo", 14)] {
        office.set(degrees);
        println!("{who} passes by. It is {} degrees now.", office.read());
    }
}
