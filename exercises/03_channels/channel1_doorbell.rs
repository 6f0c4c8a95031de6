//! The doorbell
//!
//! Somebody is at the door. Visitors come up the stairs on a thread of their own, press the button
//! and say who they are. Then they wait outside for the door to be opened. You sit inside and wait:
//! what is said at the button comes out of the speaker.
//!
//! Goal: the visitor's thread calls `arrive`, sends what it says through a channel, and then calls
//! `wait_outside`. `answer_door` waits until something comes out of the speaker and returns it,
//! while the visitor still waits outside. (Waiting for the visitor's thread to end would be waiting
//! for ever.) Every call is another door, and there may be several at once.
//!
//! Keep: pub fn answer_door(arrive: impl FnOnce() -> String + Send + 'static,
//!                          wait_outside: impl FnOnce() + Send + 'static) -> String

use std::sync::mpsc;
use std::thread;

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    // TODO: the fitter mixed something up here.
    let (button, speaker) = channel::mpsc();
    thread::spawn(move || {
        button.send(arrive()).unwrap();
        wait_outside();
    });
    speaker.recv().unwrap()
}

pub fn main() {
    let said = answer_door(
        || {
            println!("(steps on the stairs)");
            "Pizza for number 13!".to_owned()
        },
        || println!("(a smell of garlic)"),
    );
    println!("The speaker says: {said}");
}
