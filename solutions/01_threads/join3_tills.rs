//! What a closure returns is what `join` returns, wrapped in a `Result`. The last expression,
//! without a semicolon, is the return value. `unwrap` turns a crash of the till's thread into a
//! panic here.

use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let left = thread::spawn(|| {
        let mut sum = 0;
        for sale in left {
            sum += sale;
        }
        sum
    });
    let right = thread::spawn(|| {
        let mut sum = 0;
        for sale in right {
            sum += sale;
        }
        sum
    });
    let left_sum: u32 = left.join().unwrap();
    let right_sum: u32 = right.join().unwrap();
    left_sum + right_sum
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
