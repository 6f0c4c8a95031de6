// verdict: fails_checks
// says: guests came in, but the clicker says
// says: Is the type you count in as large

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    thread::spawn(move || {
        let mut c = 0u8;
        for _ in door {
            c = c.wrapping_add(1);
        }
        c as u32
    })
    .join()
    .unwrap()
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
