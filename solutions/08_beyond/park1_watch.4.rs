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
//! The same with a channel that has room for one alarm.

use std::sync::{Mutex, mpsc};
use std::thread;

pub struct Alarm {
    tx: mpsc::SyncSender<()>,
    rx: Mutex<mpsc::Receiver<()>>,
}

impl Alarm {
    pub fn for_this_thread() -> Alarm {
        let (tx, rx) = mpsc::sync_channel(1);
        Alarm {
            tx,
            rx: Mutex::new(rx),
        }
    }

    pub fn raise(&self) {
        // No room: the alarm is on already.
        let _ = self.tx.try_send(());
    }

    pub fn wait(&self) {
        self.rx.lock().unwrap().recv().unwrap();
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
