//! The silent clicker
//!
//! A party. The doorman works at the door, on a thread of their own, and clicks a counter for every
//! guest who comes in. At the end of the night you read the clicker. It says 0. Yet you heard it
//! click!
//!
//! Goal: `count_guests` returns how many guests came through the door. The doorman lets them in, on
//! the spawned thread. Every party has a clicker of its own, which starts at 0.
//!
//! Keep: pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let mut clicks = 0;
    let doorman = thread::spawn(move || {
        for _guest in door {
            clicks += 1;
        }
    });
    doorman.join().unwrap();
    // TODO: which clicker is this?
    clicks
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
