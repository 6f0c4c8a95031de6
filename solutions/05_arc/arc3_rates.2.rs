//! Rates are looked at often and changed seldom. An `RwLock` lets any number of readers in at the same time, or one writer.
//! (Chapter 08 has more about it.)

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Clone)]
pub struct Rates {
    table: Arc<RwLock<BTreeMap<&'static str, u32>>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Arc::new(RwLock::new(table)),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        self.table.read().unwrap().get(currency).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        self.table.write().unwrap().insert(currency, cents);
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
