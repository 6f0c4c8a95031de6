// verdict: does_not_compile
// says: E0308
// says: the last line returns only `()`
//! The ticket kiosk
//!
//! The kiosk at the station prints tickets on a thread of its own, so that its
//! screen never freezes. The traveller stands there until the ticket is out;
//! the printer never jams. Then `print_ticket` hands over what was printed.
//!
//! Goal: print on the spawned thread, wait for it, return the ticket.
//!
//! Keep: pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let printing = thread::spawn(print);
    let ticket = printing.join();
    ticket.unwrap().to_string();
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
