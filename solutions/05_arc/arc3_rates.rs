//! `Arc` shares, `Mutex` lets in one at a time: where several owners share something that changes,
//! it takes both, the lock inside the `Arc`. `&self` is still enough, since `lock` needs no more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone)]
pub struct Rates {
    table: Arc<Mutex<BTreeMap<&'static str, u32>>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Arc::new(Mutex::new(table)),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        self.table.lock().unwrap().get(currency).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        self.table.lock().unwrap().insert(currency, cents);
    }
}

pub fn main() {
    let rates = Rates::new([("crown", 12), ("florin", 250)].into());
    let clerks = ["Ada", "Bo"].map(|name| {
        let rates = rates.clone();
        thread::spawn(move || {
            for _ in 0..3 {
                let cents = rates.get("crown").unwrap();
                println!("{name} sells a crown for {cents} cents.");
                thread::yield_now();
            }
        })
    });
    rates.set("crown", 13);
    println!("The director has changed it to 13.");
    for clerk in clerks {
        clerk.join().unwrap();
    }
}
