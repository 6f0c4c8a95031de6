// verdict: fails_in_some_interleaving
// says: the loaf of oven 1 (of 1) was still in the oven
// says: the loaf of oven 1 (of 1) was still in the oven
//! The bakery's ovens
//!
//! Every oven bakes its loaf on a thread of its own. When `bake` returns, the
//! shop opens and sells every loaf. Some ovens are slow, and nobody can say by
//! how much. Yesterday somebody bit into dough.
//!
//! Goal: `bake` returns when the last loaf is done, however many there are. Not sooner, not later,
//! and not by luck. (Whether they bake in turn or at the same time is up to you.)
//!
//! Keep: pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>)

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    let handles: Vec<_> = ovens.into_iter().map(thread::spawn).collect();
    drop(handles);
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
