//! Closing time
//!
//! The shop has two tills. After closing, each till is added up on a thread of its own, and the
//! boss wants one number: the takings of the day, in cents. If a till crashes while it is counted,
//! there is no such number. Then `takings` panics too, and nobody writes a wrong sum into the
//! books.
//!
//! Goal: bring both sums back from their threads and add them. (Whether the tills are counted one
//! after another or at the same time is up to you.)
//!
//! Keep: pub fn takings(left: impl Iterator<Item = u32> + Send + 'static,
//!                      right: impl Iterator<Item = u32> + Send + 'static) -> u32

use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    // TODO: what do these threads return? And what does `join` make of it?
    let left = thread::spawn(|| {
        let mut sum = 0;
        for sale in left {
            sum += sale;
        }
        sum;
    });
    let right = thread::spawn(|| {
        let mut sum = 0;
        for sale in right {
            sum += sale;
        }
        sum;
    });
    let left_sum: u32 = left.join();
    let right_sum: u32 = right.join();
    left_sum + right_sum
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
