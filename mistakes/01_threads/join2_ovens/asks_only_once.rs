// verdict: fails_in_some_interleaving
// says: the loaf of oven 1 (of 1) was still in the oven
//! Two loops. The first lights every oven and keeps the handles; the second waits for each of them.
//! A handle waits for its own thread only, so every one of them has to be joined.

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    let handles: Vec<_> = ovens.into_iter().map(thread::spawn).collect();
    if !handles.iter().all(|handle| handle.is_finished()) {
        thread::sleep(Duration::from_secs(1));
    }
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
