//! `move` moves an `Arc`, which is not `Copy`. Both of its owners look at the same
//! clicker.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let clicks = Arc::new(AtomicU32::new(0));
    let doorman = {
        let clicks = Arc::clone(&clicks);
        thread::spawn(move || {
            for _guest in door {
                clicks.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    doorman.join().unwrap();
    clicks.load(Ordering::Relaxed)
}

pub fn main() {
    let party = ["Ada", "Boris", "Chen", "Dora", "the whole band"];
    let door = party.into_iter().map(|guest| {
        println!("click! welcome, {guest}");
        guest.to_owned()
    });
    let clicks = count_guests(door);
    println!("The clicker says {clicks}.");
}
