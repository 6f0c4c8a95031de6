// verdict: fails_checks
// says: That makes 2948, but `takings` said 5896
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

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static TOTAL: AtomicU32 = AtomicU32::new(0);

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let left = thread::spawn(|| {
        for sale in left {
            TOTAL.fetch_add(sale, Ordering::SeqCst);
        }
    });
    let right = thread::spawn(|| {
        for sale in right {
            TOTAL.fetch_add(sale, Ordering::SeqCst);
        }
    });
    left.join().unwrap();
    right.join().unwrap();
    TOTAL.load(Ordering::SeqCst)
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
