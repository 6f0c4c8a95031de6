// verdict: fails_checks
// says: The kiosk handed out "Seat 7

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    thread::spawn(print).join().unwrap().trim().to_string()
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
