// verdict: fails_checks
// says: The printer took no time at all, but by the clock
// says: without a clock

use std::thread;
use std::time::Duration;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    let h = thread::spawn(print);
    for _ in 0..10 {
        if h.is_finished() {
            break;
        }
        thread::sleep(Duration::from_millis(1));
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
