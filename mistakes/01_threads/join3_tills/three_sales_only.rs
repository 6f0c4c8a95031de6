// verdict: fails_checks
// says: six sales of 70003 cents
// says: Every sale counts

use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    let l = thread::spawn(move || left.take(3).sum::<u32>());
    let r = thread::spawn(move || right.take(3).sum::<u32>());
    l.join().unwrap() + r.join().unwrap()
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
