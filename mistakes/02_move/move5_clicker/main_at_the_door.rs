// verdict: fails_checks
// says: Thread main let
// says: The door is the doorman's work

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let clicks = door.count() as u32;
    let doorman = thread::spawn(move || clicks);
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
