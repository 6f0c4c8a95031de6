//! One function starts a count and returns the handle; the type says what `join` will bring.
//! Both counts are under way before the first `join`.

use std::thread::{self, JoinHandle};

fn start_counting(till: impl Iterator<Item = u32> + Send + 'static) -> JoinHandle<u32> {
    thread::spawn(|| till.sum())
}

fn wait_for(count: JoinHandle<u32>) -> u32 {
    count.join().expect("a till should not crash")
}

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let (left, right) = (start_counting(left), start_counting(right));
    [left, right].map(wait_for).iter().sum()
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
