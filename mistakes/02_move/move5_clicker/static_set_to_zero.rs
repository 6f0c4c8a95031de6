// verdict: fails_in_some_interleaving
// says: Do they share one?
// says: as a `static` does
//! A party. The doorman stands at the door, on a thread of their own, and clicks a
//! counter for every guest who comes in. At the end of the night you read the clicker.
//! It says 0. Yet you heard it click!
//!
//! Goal: `count_guests` returns how many guests came through the door. The doorman
//! lets them in, on the spawned thread. Every party has a clicker of its own, which starts
//! at zero.
//!
//! Keep: pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static CLICKS: AtomicU32 = AtomicU32::new(0);
    CLICKS.store(0, Ordering::SeqCst);
    thread::spawn(move || {
        door.for_each(|_| {
            CLICKS.fetch_add(1, Ordering::SeqCst);
        })
    })
    .join()
    .unwrap();
    CLICKS.load(Ordering::SeqCst)
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
