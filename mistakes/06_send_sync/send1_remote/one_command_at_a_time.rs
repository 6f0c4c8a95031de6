// verdict: deadlocks
// says: Each command has a thread of its own

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // There is one rover.
    static ROVER: Mutex<()> = Mutex::new(());
    thread::spawn(move || {
        let _busy = ROVER.lock();
        command()
    })
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
