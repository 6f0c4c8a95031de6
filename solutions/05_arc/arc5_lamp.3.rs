//! The last one out
//!
//! In the office there is one lamp. All who work late hold on to it, each from a
//! thread of their own, and each goes home when their work is done. Whoever is the
//! last one out switches it off. On most evenings that works. On some the lamp
//! burns until morning, and everybody swears that they were not the last.
//!
//! Goal: all work at the same time, by the light of the one lamp. When the work of all
//! is done, the lamp is handed to `switch_off`, once, by whoever happens to be last,
//! and if nobody works tonight, then at once. For that nobody waits for anybody:
//! `evening` returns the handles of the workers' threads while they work, and who is
//! done goes home. When the last thread has ended, the lamp is off. (No work panics.)
//!
//! Keep: pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
//!       where L: Send + Sync + 'static, W: FnOnce(&L) + Send + 'static,
//!             S: FnOnce(L) + Clone + Send + 'static

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
