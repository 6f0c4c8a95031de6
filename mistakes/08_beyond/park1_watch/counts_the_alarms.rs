// verdict: fails_in_some_interleaving
// says: The alarm was raised twice, and then the watchman came
// says: An alarm is on or off
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

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Alarm {
    raised: Mutex<u32>,
    bell: Condvar,
}

impl Alarm {
    pub fn for_this_thread() -> Alarm {
        Alarm {
            raised: Mutex::new(0),
            bell: Condvar::new(),
        }
    }
    pub fn raise(&self) {
        *self.raised.lock().unwrap() += 1;
        self.bell.notify_one();
    }
    pub fn wait(&self) {
        *self
            .bell
            .wait_while(self.raised.lock().unwrap(), |raised| *raised == 0)
            .unwrap() -= 1;
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
