// verdict: deadlocks
// says: A worker who is done goes home at once

use std::sync::{Arc, mpsc};
use std::thread;
use std::thread::JoinHandle;

pub fn evening<L, W, S>(lamp: L, workers: Vec<W>, switch_off: S) -> Vec<JoinHandle<()>>
where
    L: Send + Sync + 'static,
    W: FnOnce(&L) + Send + 'static,
    S: FnOnce(L) + Clone + Send + 'static,
{
    let lamp = Arc::new(lamp);
    let (tx, rx) = mpsc::channel::<()>();
    let mut workers = workers;
    let last = workers.pop();
    let mut at_work = Vec::new();
    for work in workers {
        let (lamp, tx) = (Arc::clone(&lamp), tx.clone());
        at_work.push(thread::spawn(move || {
            work(&lamp);
            drop(lamp);
            drop(tx);
        }));
    }
    drop(tx);
    match last {
        None => leave(lamp, switch_off),
        Some(work) => at_work.push(thread::spawn(move || {
            work(&lamp);
            let _ = rx.recv();
            leave(lamp, switch_off);
        })),
    }
    at_work
}

fn leave<L, S: FnOnce(L)>(lamp: Arc<L>, switch_off: S) {
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
