// verdict: fails_in_some_interleaving
// says: the clicker you read says 0
// says: The count is read while a thread may still change it
//! The doorman hands in their own clicker at the end of the night: the closure ends with
//! it, and `join` brings it home.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let clicks = Arc::new(AtomicU32::new(0));
    let doormans = Arc::clone(&clicks);
    thread::spawn(move || {
        for _guest in door {
            doormans.fetch_add(1, Ordering::Relaxed);
        }
    });
    thread::sleep(Duration::from_secs(1));
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
