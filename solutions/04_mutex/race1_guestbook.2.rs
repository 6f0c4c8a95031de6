//! Nothing shared, no race of either kind: the guests send their names, and only one thread writes
//! into the book.

use std::sync::mpsc;
use std::thread;

pub fn sign_in<G>(guests: Vec<G>) -> Vec<(usize, String)>
where
    G: FnOnce() -> String + Send,
{
    let (sign, signed) = mpsc::channel();
    thread::scope(|fair| {
        for guest in guests {
            let sign = sign.clone();
            fair.spawn(move || sign.send(guest()).unwrap());
        }
        drop(sign);
        (1..).zip(signed).collect()
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
