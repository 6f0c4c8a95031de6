// verdict: fails_checks
// says: carried the command out itself: mission control is not on Mars
// says: The compiler accepts code that this rules out. It should refuse it, with error E0277.
// says: The thread that calls `command()` carries it out
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
    F: FnOnce() -> T,
    T: Send + 'static,
{
    // Only what may travel goes to Mars, and that is the answer.
    let answer = command();
    thread::spawn(|| answer)
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
