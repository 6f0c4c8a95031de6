//! The same with a counter of alarms: he remembers how many he has answered, and sleeps as long as
//! there are no more than that.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, Thread};

pub struct Alarm {
    watchman: Thread,
    raised: AtomicU64,
    answered: AtomicU64,
}

impl Alarm {
    /// The thread that calls this is the watchman.
    pub fn for_this_thread() -> Alarm {
        Alarm {
            watchman: thread::current(),
            raised: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        }
    }

    /// The sensor has seen something. Any thread may call this.
    pub fn raise(&self) {
        self.raised.fetch_add(1, Ordering::SeqCst);
        self.watchman.unpark();
    }

    /// The watchman sleeps until there is an alarm, and switches it off.
    pub fn wait(&self) {
        let answered = self.answered.load(Ordering::SeqCst);
        loop {
            let raised = self.raised.load(Ordering::SeqCst);
            if raised != answered {
                self.answered.store(raised, Ordering::SeqCst);
                return;
            }
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
