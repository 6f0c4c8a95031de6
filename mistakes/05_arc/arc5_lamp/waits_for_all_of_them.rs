// verdict: deadlocks
// says: Nobody can go on
// says: Nobody has to wait

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
        let lamp = Arc::clone(&lamp);
        at_work.push(thread::spawn(move || {
            work(&lamp);
        }));
    }
    for worker in at_work {
        worker.join().unwrap();
    }
    leave(lamp, switch_off);
    Vec::new()
}

fn leave<L, S: FnOnce(L)>(lamp: Arc<L>, switch_off: S) {
    // TODO: two are left, and both look at the same moment.
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
