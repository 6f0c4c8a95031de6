// verdict: does_not_compile
// says: E0596
// says: Changing `&self` into `&mut self` does not help

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

#[derive(Clone)]
pub struct Rates {
    table: Arc<BTreeMap<&'static str, u32>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        Self {
            table: Arc::new(table),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        self.table.get(currency).copied()
    }

    pub fn set(&mut self, currency: &'static str, cents: u32) {
        self.table.insert(currency, cents);
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
