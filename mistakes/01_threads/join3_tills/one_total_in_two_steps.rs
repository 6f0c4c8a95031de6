// verdict: fails_in_some_interleaving
// says: but `takings` said
// says: and the other thread can add in between
//! What a closure returns is what `join` brings, wrapped in a `Result`. The last expression, without
//! a semicolon, is the return value. `unwrap` turns a crash over there into a panic here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let total = Arc::new(AtomicU32::new(0));
    let left_total = Arc::clone(&total);
    let left = thread::spawn(move || {
        for sale in left {
            let so_far = left_total.load(Ordering::SeqCst);
            left_total.store(so_far + sale, Ordering::SeqCst);
        }
    });
    let right_total = Arc::clone(&total);
    let right = thread::spawn(move || {
        for sale in right {
            let so_far = right_total.load(Ordering::SeqCst);
            right_total.store(so_far + sale, Ordering::SeqCst);
        }
    });
    left.join().unwrap();
    right.join().unwrap();
    total.load(Ordering::SeqCst)
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
