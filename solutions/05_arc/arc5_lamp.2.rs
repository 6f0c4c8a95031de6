//! `Arc` knows by itself which owner is the last. So the click is in `Drop`: nobody has to remember to
//! leave, and the lamp would go out even if somebody's work panicked.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A lamp that is switched off when it is dropped: that happens once, on the thread of its last owner.
struct Office<L, S: FnOnce(L)> {
    lamp: Option<L>,
    // The lock is never asked for. It lets `S` be no more than `Send`.
    switch_off: Mutex<Option<S>>,
}

impl<L, S: FnOnce(L)> Drop for Office<L, S> {
    fn drop(&mut self) {
        let switch_off = self.switch_off.get_mut().unwrap().take();
        if let (Some(lamp), Some(switch_off)) = (self.lamp.take(), switch_off) {
            switch_off(lamp);
        }
    }
}

pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
where
    L: Send + Sync + 'static,
    W: FnOnce(&L) + Send + 'static,
    S: FnOnce(L) + Clone + Send + 'static,
{
    let office = Arc::new(Office {
        lamp: Some(lamp),
        switch_off: Mutex::new(Some(switch_off)),
    });
    let workers = workers.into_iter().map(|work| {
        let office = Arc::clone(&office);
        thread::spawn(move || work(office.lamp.as_ref().unwrap()))
    });
    workers.collect()
}

pub fn main() {
    let workers = ["Ada", "Bo", "Cy"].map(|name| {
        move |lamp: &&str| {
            println!("{name} works by the light of {lamp}.");
            thread::yield_now();
        }
    });
    let at_work = evening("an old brass lamp", workers.into(), |lamp| {
        println!("Click. That was {lamp}.");
    });
    for worker in at_work {
        worker.join().unwrap();
    }
    println!("Good night.");
}
