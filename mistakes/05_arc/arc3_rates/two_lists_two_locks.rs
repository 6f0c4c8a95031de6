// verdict: fails_in_some_interleaving
// says: At the same moment the director added the angel at 70 and the deputy the ducat at 900

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone)]
pub struct Rates {
    names: Arc<Mutex<Vec<&'static str>>>,
    cents: Arc<Mutex<Vec<u32>>>,
}

impl Rates {
    pub fn new(table: BTreeMap<&'static str, u32>) -> Self {
        let (names, cents) = table.into_iter().unzip();
        Self {
            names: Arc::new(Mutex::new(names)),
            cents: Arc::new(Mutex::new(cents)),
        }
    }

    fn find(&self, currency: &str) -> Option<usize> {
        let names = self.names.lock().unwrap();
        names.iter().position(|name| *name == currency)
    }

    pub fn get(&self, currency: &str) -> Option<u32> {
        let at = self.find(currency)?;
        self.cents.lock().unwrap().get(at).copied()
    }

    pub fn set(&self, currency: &'static str, cents: u32) {
        if let Some(at) = self.find(currency) {
            if let Some(rate) = self.cents.lock().unwrap().get_mut(at) {
                *rate = cents;
            }
            return;
        }
        self.cents.lock().unwrap().push(cents);
        self.names.lock().unwrap().push(currency);
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
