// verdict: fails_checks
// says: but the clicker says 9

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    static CLICKS: AtomicU32 = AtomicU32::new(0);
    let doorman = thread::spawn(move || {
        for _guest in door {
            CLICKS.fetch_add(1, Ordering::Relaxed);
        }
    });
    doorman.join().unwrap();
    CLICKS.load(Ordering::Relaxed)
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
