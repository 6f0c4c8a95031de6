//! Each thread returns its name, and the caller writes the book. Here the guests sign in the order in
//! which they were given.

use std::thread;

pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)>
where
    G: FnOnce() -> String + Send,
{
    thread::scope(|fair| {
        let guests: Vec<_> = guests.into_iter().map(|guest| fair.spawn(guest)).collect();
        let names = guests.into_iter().map(|guest| guest.join().unwrap());
        (1..).zip(names).collect()
    })
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
