//! Here the workers are counted, not the owners of an `Arc`, so `evening` itself need not leave. Exactly
//! one `fetch_sub` finds the 1, and the lock lets that worker take out the lamp while others may still
//! own the office.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::thread::{self, JoinHandle};

struct Office<L> {
    // All may look at it at the same time; the last one takes it out.
    lamp: RwLock<Option<L>>,
    inside: AtomicUsize,
}

impl<L> Office<L> {
    fn leave(&self, switch_off: impl FnOnce(L)) {
        // The subtraction itself says how many there were before it.
        if self.inside.fetch_sub(1, Ordering::SeqCst) == 1 {
            let lamp = self.lamp.write().unwrap().take();
            switch_off(lamp.unwrap());
        }
    }
}

pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
where
    L: Send + Sync + 'static,
    W: FnOnce(&L) + Send + 'static,
    S: FnOnce(L) + Clone + Send + 'static,
{
    if workers.is_empty() {
        switch_off(lamp);
        return Vec::new();
    }
    let office = Arc::new(Office {
        lamp: RwLock::new(Some(lamp)),
        inside: AtomicUsize::new(workers.len()),
    });
    let workers = workers.into_iter().map(|work| {
        let (office, switch_off) = (Arc::clone(&office), switch_off.clone());
        thread::spawn(move || {
            work(office.lamp.read().unwrap().as_ref().unwrap());
            office.leave(switch_off);
        })
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
