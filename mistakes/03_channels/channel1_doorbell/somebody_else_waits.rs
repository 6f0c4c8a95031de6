// verdict: fails_checks
// says: but 2 threads played them
// says: The visitor's thread calls `arrive`
//! Somebody is at the door. Visitors come up the stairs on a thread of their own, press
//! the button and say who they are. Then they wait outside for the door to be opened.
//! You sit inside and listen: what is said at the button comes out of the speaker.
//!
//! Goal: the visitor's thread calls `arrive`, sends what it says through a channel, and
//! then calls `wait_outside`. `answer_door` returns what came out of the speaker, while
//! the visitor still waits outside. Who waits for the visitor to leave waits for ever.
//!
//! Keep: pub fn answer_door(arrive: impl FnOnce() -> String + Send + 'static,
//!                          wait_outside: impl FnOnce() + Send + 'static) -> String

use std::sync::mpsc;
use std::thread;

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    let (button, speaker) = mpsc::channel();
    thread::spawn(move || {
        button.send(arrive()).unwrap();
        thread::spawn(wait_outside);
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
