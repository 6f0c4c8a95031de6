//! The same wait, but a panic of the printer goes on in the caller, with its own message
//! instead of one about a failed `unwrap`.

use std::{panic, thread};

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    match thread::spawn(print).join() {
        Ok(ticket) => ticket,
        Err(jam) => panic::resume_unwind(jam),
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
