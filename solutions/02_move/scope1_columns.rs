//! `thread::scope` is the room: it does not return before every thread spawned in it has ended, and the
//! compiler knows that. So what lives outside the room may be borrowed inside.

use std::thread;

/// A clerk adds up one column by calling `add_up` with it.
pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32> {
    thread::scope(|room| {
        let mut clerks = Vec::new();
        for column in ledger {
            clerks.push(room.spawn(move || add_up(column)));
        }

        let mut sums = Vec::new();
        for clerk in clerks {
            sums.push(clerk.join().unwrap());
        }
        sums
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
