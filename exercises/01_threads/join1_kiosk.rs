//! The ticket kiosk
//!
//! The kiosk at the station prints tickets on a thread of its own, so that its screen never
//! freezes. The traveller waits until the ticket is out. Then `print_ticket` returns what was
//! printed. (The printer never jams.)
//!
//! Goal: print on the spawned thread, wait for it, return the ticket.
//!
//! Keep: pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let printing = thread::spawn(print);
    // TODO: wait for the printer and return the ticket.
    printing.join.unwrap()
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
