//! A guard that is used only once needs no name: here it is dropped at the semicolon.

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
        *self.dial.lock().unwrap() = degrees;
    }

    pub fn read(&self) -> i32 {
        *self.dial.lock().unwrap()
    }
}

pub fn main() {
    let office = Thermostat::new(21);
    for (who, degrees) in [("Ada", 26), ("Bo", 15), ("Ada", 27), ("Bo", 14)] {
        office.set(degrees);
        println!("{who} passes by. It is {} degrees now.", office.read());
    }
}
