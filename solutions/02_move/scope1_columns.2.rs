//! Here each clerk writes into a place of their own. `iter_mut`, in `zip`, splits the list of sums into places
//! that do not overlap, so every thread can have its own `&mut`. At its end, the scope waits for all of them.

use std::thread;

/// A clerk adds up one column by calling `add_up` with it.
pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32> {
    let mut sums = vec![0; ledger.len()];
    thread::scope(|room| {
        for (column, sum) in ledger.iter().zip(&mut sums) {
            room.spawn(move || *sum = add_up(column));
        }
    });
    sums
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
