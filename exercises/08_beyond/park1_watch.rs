//! The night watchman
//!
//! The museum's watchman sleeps in his chair until an alarm wakes him. He is a light sleeper: now
//! and then he wakes up for no reason at all, and each time he storms through the dinosaur hall
//! with his torch. On the other hand, when the sensor last rang, he woke up, saw no alarm, and went
//! back to sleep. The alarm came on a moment later.
//!
//! Goal: `wait` returns when the alarm has been raised since the last `wait`, once or often, even
//! if that was long ago. It does not return otherwise, whatever else wakes the watchman. Until then
//! he sleeps, and does not look again and again.
//!
//! Keep: pub struct Alarm, pub fn for_this_thread() -> Alarm, pub fn raise(&self), pub fn wait(&self)

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

pub struct Alarm {
    watchman: Thread,
    is_on: AtomicBool,
}

impl Alarm {
    /// The thread that calls this is the watchman.
    pub fn for_this_thread() -> Alarm {
        Alarm {
            watchman: thread::current(),
            is_on: AtomicBool::new(false),
        }
    }

    /// The sensor has seen something. Any thread may call this.
    pub fn raise(&self) {
        // TODO: what does the watchman see if he is quick?
        self.watchman.unpark();
        self.is_on.store(true, Ordering::SeqCst);
    }

    /// The watchman sleeps until there is an alarm, and switches it off.
    pub fn wait(&self) {
        // TODO: is there an alarm, whenever he wakes up?
        thread::park();
        self.is_on.store(false, Ordering::SeqCst);
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
