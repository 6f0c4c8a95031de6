// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let h = thread::spawn(print);
    while !h.is_finished() {
        thread::yield_now();
    }
    h.join().unwrap()
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
