//! The answer's type could also be bounded through a trait of one's own. A trait with these
//! supertraits and a blanket implementation gives the set of bounds a name.

use std::thread::{self, JoinHandle};

/// May go to Mars and back: moves between threads, and borrows from nobody.
pub trait Travels: Send + 'static {}

impl<T: Send + 'static> Travels for T {}

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Travels,
    T: Travels,
{
    thread::spawn(command)
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
