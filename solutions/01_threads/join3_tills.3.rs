//! Scoped threads return through `join` in the same way. A crash goes on here as the same panic
//! that ended the till's thread.

use std::{panic, thread};

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    thread::scope(|shop| {
        let left = shop.spawn(|| left.sum::<u32>());
        let right = shop.spawn(|| right.sum::<u32>());
        match (left.join(), right.join()) {
            (Ok(left), Ok(right)) => left + right,
            (Err(crash), _) | (_, Err(crash)) => panic::resume_unwind(crash),
        }
    })
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
