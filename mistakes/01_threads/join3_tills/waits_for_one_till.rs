// verdict: fails_in_some_interleaving
// says: but `takings` said 1529
// says: and the other thread can add in between
//! What a closure returns is what `join` brings, wrapped in a `Result`. The last expression, without
//! a semicolon, is the return value. `unwrap` turns a crash over there into a panic here.

use std::sync::{Arc, Mutex};
use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let total = Arc::new(Mutex::new(0));
    let left_total = Arc::clone(&total);
    let left = thread::spawn(move || *left_total.lock().unwrap() += left.sum::<u32>());
    let right_total = Arc::clone(&total);
    thread::spawn(move || *right_total.lock().unwrap() += right.sum::<u32>());
    left.join().unwrap();
    *total.lock().unwrap()
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
