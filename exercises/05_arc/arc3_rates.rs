//! The bank of Lower Cowford
//!
//! All clerks of the bank look at one table of exchange rates. It is in an `Arc`: giving a clerk
//! the table means cloning a pointer, and the rates are there only once. That has worked for years.
//! This morning, for the first time, a rate has changed.
//!
//! Goal: `set` changes a rate, or adds a new one, for every clone of this table, from any thread.
//! No change gets lost, and `get` never returns `None` only because a rate is just being changed.
//!
//! Keep: #[derive(Clone)] pub struct Rates, where clones share one table, with
//!       pub fn new(table: BTreeMap<&'static str, u32>) -> Self
//!       pub fn get(&self, currency: &str) -> Option<u32>
//!       pub fn set(&self, currency: &'static str, cents: u32)

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

    // TODO: an Arc lets all of them read. What lets one of them write?
    pub fn set(&self, currency: &'static str, cents: u32) {
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
