// verdict: fails_checks
// says: The director went home
// says: Does every clone own it?

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};
use std::thread;

type Table = Mutex<BTreeMap<&'static str, u32>>;

pub struct Rates {
    table: Weak<Table>,
    owner: Option<Arc<Table>>,
}

impl Clone for Rates {
    fn clone(&self) -> Self {
        // Only the first one owns the table; the others know where it is.
        Self {
            table: Weak::clone(&self.table),
            owner: None,
        }
    }
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        let owner = Arc::new(Mutex::new(table));
        Self {
            table: Arc::downgrade(&owner),
            owner: Some(owner),
        }
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        let table = self.table.upgrade()?;
        let table = table.lock().unwrap();
        table.get(currency).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        if let Some(table) = self.table.upgrade() {
            table.lock().unwrap().insert(currency, cents);
        }
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
