// verdict: fails_in_some_interleaving
// says: The kiosk handed out "", but
// says: Neither a `sleep` nor asking once whether the printer is done waits for it
//! `join` blocks until the printer's thread has ended and then gives back what its closure returned.
//! It is an `Err` only if that thread panicked.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let tray = Arc::new(Mutex::new(String::new()));
    let printer = Arc::clone(&tray);
    thread::spawn(move || *printer.lock().unwrap() = print());
    thread::sleep(Duration::from_secs(1));
    tray.lock().unwrap().clone()
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
