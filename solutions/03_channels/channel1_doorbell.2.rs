//! Where `channel` itself is imported, there is no path to get the wrong way round. And should the other
//! half be gone, `expect` says what was missing.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    // With the types written out one sees what each half is for.
    let (button, speaker): (Sender<String>, Receiver<String>) = channel();
    let visitor = move || {
        let said = arrive();
        button.send(said).expect("somebody should be listening");
        wait_outside();
    };
    thread::spawn(visitor);

    speaker.recv().expect("the visitor should say something")
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
