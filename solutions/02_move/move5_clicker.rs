//! The doorman hands in their own clicker at the end of the night: the closure ends with
//! it, and `join` brings it home.

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let doorman = thread::spawn(move || {
        let mut clicks = 0;
        for _guest in door {
            clicks += 1;
        }
        clicks
    });
    doorman.join().unwrap()
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
