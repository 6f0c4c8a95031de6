//! Mission control
//!
//! A rover drives on Mars. Mission control writes a command, a closure, and transmits it; the rover
//! carries it out on a thread of its own. A signal takes twelve minutes, so nobody here waits:
//! `transmit` returns at once with a handle, and mission control joins it when it wants the rover's
//! answer.
//!
//! Goal: write the bounds that a command and its answer need, and no more than that. All sorts of
//! commands are transmitted, several at the same time, and all sorts of answers come back. A
//! command that panics concerns its own handle, and no other command.
//!
//! Keep: pub fn transmit<F, T>(command: F) -> JoinHandle<T>
//!       (the bounds are yours), and that any command that may move to the rover is carried out.

use std::thread::{self, JoinHandle};

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    // TODO: what must be true of a command, and of its answer, so that they may move?
    F: FnOnce() -> T,
{
    thread::spawn(command)
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
