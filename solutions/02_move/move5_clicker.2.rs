//! A scoped thread may borrow. Without `move` the closure borrows `clicks`, so there is
//! only one clicker.

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let mut clicks = 0;
    thread::scope(|party| {
        party.spawn(|| {
            for _guest in door {
                clicks += 1;
            }
        });
    });
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
