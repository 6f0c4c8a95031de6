// verdict: fails_in_some_interleaving
// says: What came out of the two speakers was
// says: Two calls run at the same time

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{LazyLock, Mutex};
use std::thread;

pub fn answer_door(
    arrive: impl FnOnce() -> String + Send + 'static,
    wait_outside: impl FnOnce() + Send + 'static,
) -> String {
    // One channel is enough for the whole house.
    static CHANNEL: LazyLock<(Sender<String>, Mutex<Receiver<String>>)> = LazyLock::new(|| {
        let (button, speaker) = mpsc::channel();
        (button, Mutex::new(speaker))
    });
    let (button, speaker) = &*CHANNEL;
    thread::spawn(move || {
        button.send(arrive()).unwrap();
        wait_outside();
    });
    speaker.lock().unwrap().recv().unwrap()
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
