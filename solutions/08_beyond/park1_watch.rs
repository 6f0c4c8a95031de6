//! First the flag, then `unpark`: when it wakes the watchman, the flag is already set. And whenever
//! he wakes up, he checks the flag. An `unpark` that comes before `park` is kept as a token, so
//! nothing is missed between his look and his sleep.

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
        self.is_on.store(true, Ordering::SeqCst);
        self.watchman.unpark();
    }

    /// The watchman sleeps until there is an alarm, and switches it off.
    pub fn wait(&self) {
        while !self.is_on.swap(false, Ordering::SeqCst) {
            thread::park();
        }
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
