// verdict: deadlocks
// says: thread 1 waits for `ROAD`
// says: The compiler accepts code that this rules out. It should refuse it, with error E0373.
//! Mission control
//!
//! A rover drives on Mars. Mission control writes a command, a closure, and
//! transmits it; the rover carries it out on a thread of its own. A signal takes
//! twelve minutes, so nobody here waits: `transmit` returns at once with a
//! handle, and whoever wants the rover's answer joins it later.
//!
//! Goal: say in the bounds what it takes to get to Mars, and no more than that.
//! Crews transmit all sorts of commands, several at the same time, and all sorts of
//! answers come back. A command that panics is news for its own handle, and for
//! no other command.
//!
//! Keep: pub fn transmit<F, T>(command: F) -> JoinHandle<T>
//!       and what the rover can do: carry out any command that may travel.

use std::thread::{self, JoinHandle};

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send,
    T: Send + 'static,
{
    // In a scope a command may borrow.
    let answer = thread::scope(|mars| mars.spawn(command).join().unwrap());
    thread::spawn(|| answer)
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
