// verdict: fails_checks
// says: the same clerk asked again
// says: What an earlier call found may have changed

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

thread_local! {
    static NOTES: RefCell<BTreeMap<String, u32>> = const { RefCell::new(BTreeMap::new()) };
}

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
        // Saves the way to the table.
        if let Some(cents) = NOTES.with_borrow(|notes| notes.get(currency).copied()) {
            return Some(cents);
        }
        let cents = self.table.lock().unwrap().get(currency).copied()?;
        NOTES.with_borrow_mut(|notes| notes.insert(currency.to_owned(), cents));
        Some(cents)
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        NOTES.with_borrow_mut(|notes| notes.remove(currency));
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
