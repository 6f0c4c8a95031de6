//! `join` blocks until the printer's thread has ended and then gives back what its closure returned.
//! It is an `Err` only if that thread panicked.

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let printing = thread::spawn(print);
    printing.join().expect("the printer should not jam")
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
