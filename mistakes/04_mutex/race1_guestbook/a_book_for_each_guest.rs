// verdict: fails_checks
// says: returned a name, and the book says []
// says: Which book
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

use std::thread;

pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)>
where
    G: FnOnce() -> String + Send,
{
    let book = Vec::new();
    thread::scope(|fair| {
        for guest in guests {
            let mut book = book.clone();
            fair.spawn(move || {
                let name = guest();
                let number = book.len() + 1;
                book.push((number, name));
            });
        }
    });
    book
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
