// verdict: fails_in_some_interleaving
// says: At the same time one kiosk printed a ticket to Bern
// says: and what two calls share can get mixed up

use std::sync::Mutex;
use std::thread;

pub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {
    static SLOT: Mutex<Option<String>> = Mutex::new(None);
    thread::spawn(move || {
        let t = print();
        *SLOT.lock().unwrap() = Some(t);
    })
    .join()
    .unwrap();
    SLOT.lock().unwrap().clone().unwrap()
}

pub fn main() {
    println!("Welcome! Where do you want to go?");
    let ticket = print_ticket(|| {
        println!("bzzz ... printing ... bzzz");
        String::from("one way to Bern, seat 12")
    });
    println!("Your ticket: {ticket}. Have a good trip!");
}
