//! A lock ends the data race: one thread at a time uses the book. The race condition ends because
//! counting the lines and adding one happen under the same lock, so nobody signs in between.

use std::sync::Mutex;
use std::thread;

pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)>
where
    G: FnOnce() -> String + Send,
{
    let book = Mutex::new(Vec::new());
    thread::scope(|fair| {
        for guest in guests {
            fair.spawn(|| {
                let name = guest();
                let mut book = book.lock().unwrap();
                let number = book.len() + 1;
                book.push((number, name));
            });
        }
    });
    book.into_inner().unwrap()
}

pub fn main() {
    let guests = ["Ada", "Bo", "Cy"].map(|name| {
        move || {
            println!("{name} comes in.");
            String::from(name)
        }
    });
    for (number, name) in sign_in(guests.into()) {
        println!("{number}. {name}");
    }
}
