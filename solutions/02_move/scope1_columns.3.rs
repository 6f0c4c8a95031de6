//! The same in one chain. The `collect` in the middle starts all clerks before the first of them is
//! joined.

use std::thread::{self, ScopedJoinHandle};

/// A clerk adds up one column by calling `add_up` with it.
pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32> {
    thread::scope(|room| {
        let clerks: Vec<ScopedJoinHandle<u32>> = ledger
            .iter()
            .map(|column| room.spawn(move || add_up(column)))
            .collect();

        clerks
            .into_iter()
            .map(|clerk| clerk.join().expect("clerks do not faint"))
            .collect()
    })
}

pub fn main() {
    let ledger = [
        vec![120, 80, 45], // bread
        vec![300, 300],    // the mayor's new hat, twice
        vec![7, 7, 7, 7],  // stamps
    ];
    let sums = column_sums(&ledger, |column| column.iter().sum());
    println!("The columns add up to {sums:?}.");
}
