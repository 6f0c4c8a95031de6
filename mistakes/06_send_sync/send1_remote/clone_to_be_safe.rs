// verdict: fails_checks
// says: A command may take along what cannot be shared between threads or cloned
// says: Clone

use std::thread::{self, JoinHandle};

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + Clone + 'static,
    T: Send + 'static,
{
    thread::spawn(command)
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
