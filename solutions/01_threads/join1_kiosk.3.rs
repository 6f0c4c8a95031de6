//! A scope joins whatever was spawned in it before it ends. The handle's `join` is still what
//! brings the ticket out.

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    thread::scope(|kiosk| {
        let printing = kiosk.spawn(print);
        printing.join().expect("the printer should not jam")
    })
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
