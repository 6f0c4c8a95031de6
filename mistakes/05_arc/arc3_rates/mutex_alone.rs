// verdict: does_not_compile
// says: E0277
// says: a `Mutex` alone cannot be cloned

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

#[derive(Clone)]
pub struct Rates {
    table: Mutex<BTreeMap<&'static str, u32>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Mutex::new(table),
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
