//! A half of a channel is a value like any other and can be returned. So the whole installation fits into
//! a function of its own, and `answer_door` is left with the waiting.

use std::sync::mpsc::{self, Receiver};
use std::thread;

/// The button goes with the visitor, the speaker stays inside.
fn install(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> Receiver<String> {
    let (button, speaker) = mpsc::channel();
    thread::spawn(move || {
        button.send(arrive()).unwrap();
        wait_outside();
    });
    speaker
}

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    let speaker = install(arrive, wait_outside);
    // The first message that comes out.
    speaker.iter().next().unwrap()
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
