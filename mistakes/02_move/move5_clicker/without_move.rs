// verdict: does_not_compile
// says: E0373
// says: A spawned thread may not borrow your `clicks`

use std::thread;

pub fn count_guests(door: impl Iterator<Item = String> + Send + 'static) -> u32 {
    let mut clicks = 0;
    let doorman = thread::spawn(|| {
        for _guest in door {
            clicks += 1;
        }
    });
    doorman.join().unwrap();
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
