//! The table itself is never changed: a changed copy takes its place. A reader of the old one may
//! finish with it. The copy is made and put in place under one lock, or a change in between would
//! be lost.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone)]
pub struct Rates {
    table: Arc<Mutex<Arc<BTreeMap<&'static str, u32>>>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Arc::new(Mutex::new(Arc::new(table))),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        let table = Arc::clone(&*self.table.lock().unwrap());
        table.get(currency).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        let mut current = self.table.lock().unwrap();
        let mut table = BTreeMap::clone(&current);
        table.insert(currency, cents);
        *current = Arc::new(table);
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
