//! The last one out ★
//!
//! There is one lamp in the office. All who work late own it together, each on a thread of their
//! own, and each goes home when their work is done. The last one out switches it off. On most
//! evenings that works. On some the lamp burns until morning, and everybody swears that they were
//! not the last.
//!
//! Goal: all work at the same time, by the light of the one lamp. When all are done, the last one
//! passes the lamp to `switch_off`, once; if nobody works tonight, `evening` does so at once. No
//! thread waits for another one: `evening` returns the handles of the workers' threads while they
//! work, and a worker who is done goes home. When the last thread has ended, the lamp is off. (No
//! work panics.)
//!
//! Keep: pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
//!       where L: Send + Sync + 'static, W: FnOnce(&L) + Send + 'static,
//!             S: FnOnce(L) + Clone + Send + 'static

use std::sync::Arc;
use std::thread::{self, JoinHandle};

pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
where
    L: Send + Sync + 'static,
    W: FnOnce(&L) + Send + 'static,
    S: FnOnce(L) + Clone + Send + 'static,
{
    let lamp = Arc::new(lamp);
    let mut at_work = Vec::new();
    for work in workers {
        let (lamp, switch_off) = (Arc::clone(&lamp), switch_off.clone());
        at_work.push(thread::spawn(move || {
            work(&lamp);
            leave(lamp, switch_off);
        }));
    }
    // `evening` owns the lamp as well, and may be its last owner.
    leave(lamp, switch_off);
    at_work
}

fn leave<L, S: FnOnce(L)>(lamp: Arc<L>, switch_off: S) {
    // TODO: two owners are left, and both look at the count at the same moment.
    if Arc::strong_count(&lamp) == 1 {
        let lamp = Arc::into_inner(lamp).expect("nobody else has it");
        switch_off(lamp);
    }
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
