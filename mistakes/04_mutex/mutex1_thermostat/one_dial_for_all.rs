// verdict: fails_checks
// says: Each thermostat has a dial of its own
// says: The kitchen's thermostat stood at 23 degrees
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

static DIAL: Mutex<i32> = Mutex::new(0);

pub struct Thermostat;

impl Thermostat {
    pub fn new(degrees: i32) -> Self {
        *DIAL.lock().unwrap() = degrees;
        Self
    }

    pub fn set(&self, degrees: i32) {
        let mut dial = DIAL.lock().unwrap();
        *dial = degrees;
    }

    pub fn read(&self) -> i32 {
        let dial = DIAL.lock().unwrap();
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
