// verdict: fails_checks
// says: Two shops closed at the same time
// says: If the sum is kept outside of `takings`

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::thread;

pub fn takings(
    left: impl Iterator<Item = u32> + Send + 'static,
    right: impl Iterator<Item = u32> + Send + 'static,
) -> u32 {
    static T: AtomicU32 = AtomicU32::new(0);
    T.store(0, Ordering::SeqCst);
    let l = thread::spawn(move || {
        for x in left {
            T.fetch_add(x, Ordering::SeqCst);
        }
    });
    let r = thread::spawn(move || {
        for x in right {
            T.fetch_add(x, Ordering::SeqCst);
        }
    });
    l.join().unwrap();
    r.join().unwrap();
    T.load(Ordering::SeqCst)
}

pub fn main() {
    let left = vec![250, 1_199, 80];
    let right = vec![999, 420];
    let cents = takings(left.into_iter(), right.into_iter());
    println!("Takings today: {}.{:02}", cents / 100, cents % 100);
}
