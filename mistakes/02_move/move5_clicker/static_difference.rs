// verdict: fails_checks
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
    use std::sync::Mutex;
    static CLICKER: Mutex<u32> = Mutex::new(0);
    let before = *CLICKER.lock().unwrap();
    let doorman = thread::spawn(move || {
        for _guest in door {
            *CLICKER.lock().unwrap() += 1;
        }
    });
    doorman.join().unwrap();
    let after = *CLICKER.lock().unwrap();
    after - before
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
