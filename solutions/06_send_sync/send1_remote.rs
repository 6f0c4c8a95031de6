//! `Send` says that a value may move to another thread. The command moves there, its answer moves
//! back, so both need it. `'static` says that nothing in them is borrowed from something that may
//! be dropped first. Nothing is shared here, so nothing needs `Sync`.

use std::thread::{self, JoinHandle};

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
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
