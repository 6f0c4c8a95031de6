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
