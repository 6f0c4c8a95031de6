// verdict: fails_checks
// says: the clerk's table says Some(12)

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Rates {
    table: Mutex<Arc<BTreeMap<&'static str, u32>>>,
}

impl Clone for Rates {
    fn clone(&self) -> Self {
        Self {
            table: Mutex::new(self.table.lock().unwrap().clone()),
        }
    }
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Mutex::new(Arc::new(table)),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        self.table.lock().unwrap().get(currency).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        Arc::make_mut(&mut self.table.lock().unwrap()).insert(currency, cents);
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
