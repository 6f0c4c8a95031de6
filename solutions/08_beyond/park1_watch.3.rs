//! With a `Condvar` no thread needs to know which one the watchman is. It does not remember
//! notifications, unlike `unpark`, so the flag is changed under the lock. Both may wake up for no
//! reason: the loop is the same.

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Alarm {
    is_on: Mutex<bool>,
    bell: Condvar,
}

impl Alarm {
    /// The thread that calls this is the watchman.
    pub fn for_this_thread() -> Alarm {
        Alarm {
            is_on: Mutex::new(false),
            bell: Condvar::new(),
        }
    }

    /// The sensor has seen something. Any thread may call this.
    pub fn raise(&self) {
        *self.is_on.lock().unwrap() = true;
        self.bell.notify_one();
    }

    /// The watchman sleeps until there is an alarm, and switches it off.
    pub fn wait(&self) {
        let is_on = self.is_on.lock().unwrap();
        let mut is_on = self.bell.wait_while(is_on, |is_on| !*is_on).unwrap();
        *is_on = false;
    }
}

pub fn main() {
    let alarm = Alarm::for_this_thread();
    thread::scope(|museum| {
        museum.spawn(|| {
            println!("sensor: there is somebody in the dinosaur hall!");
            alarm.raise();
        });
        alarm.wait();
        println!("watchman: I'm coming!");
    });
}
