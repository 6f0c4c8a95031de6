//! The same in iterators. `collect` lights all the ovens before the first `join`; without it, the
//! lazy iterator would light an oven only when it is about to wait for it.

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    let handles: Vec<_> = ovens.into_iter().map(thread::spawn).collect();
    handles
        .into_iter()
        .for_each(|handle| handle.join().expect("an oven should not burn down"));
}

pub fn main() {
    let ovens = [20, 90, 40].map(|minutes| {
        move || {
            thread::sleep(Duration::from_millis(minutes));
            println!("ping! A loaf is done after {minutes} minutes.");
        }
    });
    bake(ovens.into());
    println!("The shop is open.");
}
