//! `join` would bring the words only when the visitor's thread has ended, and that thread waits for you.
//! A channel brings them meanwhile.

use std::sync::mpsc;
use std::thread;

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    // `mpsc` is the module, `channel` the function in it. It makes both halves: the one to send
    // with comes first.
    let (button, speaker) = mpsc::channel();
    thread::spawn(move || {
        button.send(arrive()).unwrap();
        wait_outside();
    });
    // Waits for one message, and not for the thread that sends it.
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
