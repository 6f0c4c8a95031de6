//! The night watchman
//!
//! The museum's watchman sleeps in his chair until an alarm wakes him. He is a light sleeper: now and then he wakes up
//! for no reason at all, and each time he storms through the dinosaur hall with his torch. On the other hand, when
//! the sensor last rang, he woke up, saw no alarm, and went back to sleep. The alarm came on a moment later.
//!
//! Goal: `wait` returns when the alarm has been raised since the last `wait`, once or often, also if that was long
//! before, and not otherwise, whatever else wakes the watchman or lets him sleep. Until then he sleeps, and does not
//! look again and again.
//!
//! Keep: pub struct Alarm, pub fn for_this_thread() -> Alarm, pub fn raise(&self), pub fn wait(&self)
//!
//! With a `Condvar` nobody needs to know who the watchman is. It has no memory for rings, unlike `unpark`, so the flag is
//! changed under the lock. Both may wake up for no reason: the loop is the same.

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
