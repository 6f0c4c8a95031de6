// verdict: fails_checks
// says: `add_up` was not given column 1 of the ledger itself
//! The chained ledger
//!
//! The town's ledger is chained to its desk. Everyone may look into it, nobody may take it home,
//! and copying it by hand takes a week. Today its columns are added up by clerks, one clerk for
//! each column, however many, all at the same time. Each clerk is a thread.
//! The compiler does not let them begin: a thread may still be adding when the caller has long
//! put the ledger away. But nobody leaves the room before the last clerk is done. So tell it!
//!
//! Goal: the clerks read the ledger where it lies, and the sums come in the order of the columns.
//!
//! Keep: pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32>

use std::thread;

/// A clerk adds up one column by calling `add_up` with it.
pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32> {
    let mut clerks = Vec::new();
    for column in ledger {
        let column = column.clone();
        clerks.push(thread::spawn(move || add_up(&column)));
    }

    let mut sums = Vec::new();
    for clerk in clerks {
        sums.push(clerk.join().unwrap());
    }
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
