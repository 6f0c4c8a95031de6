// verdict: fails_checks
// says: Both tills crashed while they were counted, and still `takings` said 0
//! Closing time
//!
//! The shop has two tills. After closing, each till is added up on a thread of
//! its own, and the boss wants one number: the takings of the day, in cents.
//! If a till crashes while it is counted, there is no such number. Then
//! `takings` panics too, and nobody writes a wrong sum into the books.
//!
//! Goal: bring both sums back from their threads and add them. (Whether the tills
//! are counted in turn or at the same time is up to you.)
//!
//! Keep: pub fn takings(left: impl Iterator<Item = u32> + Send + 'static,
//!                      right: impl Iterator<Item = u32> + Send + 'static) -> u32

use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let left = thread::spawn(move || left.sum::<u32>());
    let right = thread::spawn(move || right.sum::<u32>());
    match (left.join(), right.join()) {
        (Ok(left), Ok(right)) => left + right,
        (Err(_), Err(_)) => 0,
        _ => panic!("a till crashed"),
    }
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
