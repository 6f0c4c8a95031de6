// verdict: fails_checks
// says: with 100 francs of fees
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

use std::sync::Mutex;
use std::thread;

static LAST: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A clerk adds up one column by calling `add_up` with it.
pub fn column_sums(ledger: &[Vec<u32>], add_up: fn(&[u32]) -> u32) -> Vec<u32> {
    let mut last = LAST.lock().unwrap();
    if last.len() == ledger.len() {
        return last.clone();
    }
    *last = thread::scope(|room| {
        let clerks: Vec<_> = ledger
            .iter()
            .map(|column| room.spawn(|| add_up(column)))
            .collect();
        clerks
            .into_iter()
            .map(|clerk| clerk.join().unwrap())
            .collect()
    });
    last.clone()
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
