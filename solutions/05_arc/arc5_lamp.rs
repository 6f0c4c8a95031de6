//! A look at the count is a look at the past: another owner may be leaving at the same moment. So nobody
//! looks. Each owner gives up the `Arc`, and `into_inner` gives the lamp to the last one.

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
    // Letting go and finding out whether one was the last is a single step: of all who do this,
    // exactly one gets the lamp.
    if let Some(lamp) = Arc::into_inner(lamp) {
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
