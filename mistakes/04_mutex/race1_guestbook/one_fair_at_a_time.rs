// verdict: deadlocks
// says: `main` has held since
// says: not even if a guest of that one holds it
//! The guest book
//!
//! Every guest of the fair comes on a thread of their own and signs the guest book: first the next
//! number, then the name. The compiler refuses the program, because two threads may write into the
//! book at the same moment: a data race. When it no longer complains, the people at the raffle may
//! still do so, because two guests have the same number: a race condition.
//!
//! Goal: `sign_in` calls each guest on a new thread of its own, all of them at the same time. What a
//! guest returns is the name to sign with. When all have signed, `sign_in` returns the book: its
//! lines have the numbers 1, 2, 3 and so on, from the first line to the last, and every guest has a
//! line. It does not matter in which order they sign. (No guest panics.)
//!
//! Keep: pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)> where G: FnOnce() -> String + Send

use std::sync::Mutex;
use std::thread;

static FAIR: Mutex<()> = Mutex::new(());

pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)>
where
    G: FnOnce() -> String + Send,
{
    let _only_one_fair = FAIR.lock().unwrap();
    thread::scope(|fair| {
        let handles: Vec<_> = guests.into_iter().map(|guest| fair.spawn(guest)).collect();
        (1..)
            .zip(handles)
            .map(|(number, handle)| (number, handle.join().unwrap()))
            .collect()
    })
}

pub fn main() {
    let guests = ["Ada", "Bo", "Cy"].map(|name| {
        move || {
            println!("{name} comes in.");
            String::from(name)
        }
    });
    for (number, name) in sign_in(guests.into()) {
        println!("{number}. {name}");
    }
}
