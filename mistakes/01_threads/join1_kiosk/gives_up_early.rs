// verdict: fails_in_some_interleaving
// says: The kiosk handed out "out of order", but
// says: Neither a `sleep` nor asking once whether the printer is done waits for it
//! `join` blocks until the printer's thread has ended and then gives back what its closure returned.
//! It is an `Err` only if that thread panicked.

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let printing = thread::spawn(print);
    if printing.is_finished() {
        printing.join().unwrap()
    } else {
        String::from("out of order")
    }
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
