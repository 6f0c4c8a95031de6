// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let h = thread::spawn(move || door.count() as u32);
    while !h.is_finished() {
        thread::yield_now();
    }
    h.join().unwrap()
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
