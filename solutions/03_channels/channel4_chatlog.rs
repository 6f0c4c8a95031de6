//! The log closes when the last pen is put down, in whichever thread. So no guest is counted and no thread
//! is joined, and a friend who stays longer than the guest is waited for as well.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// Every guest is a closure that gets a pen.
pub fn chat<G>(guests: Vec<G>) -> Vec<String>
where
    G: FnOnce(Sender<String>) + Send + 'static,
{
    let (pen, log) = mpsc::channel();
    for guest in guests {
        let pen = pen.clone();
        thread::spawn(move || guest(pen));
    }
    // Every guest has a clone. This is the one that was cloned, and nobody writes with it: as long as
    // it is there, the channel stays open.
    drop(pen);
    log.iter().collect()
}

pub fn main() {
    let guests = ["Ada", "Boris", "Chen"].map(|name| {
        move |pen: Sender<String>| {
            pen.send(format!("{name}: hello!")).unwrap();
            let friend = pen.clone();
            let talk = thread::spawn(move || {
                friend.send(format!("a friend of {name}: me too!")).unwrap();
            });
            pen.send(format!("{name}: who took the last biscuit?"))
                .unwrap();
            talk.join().unwrap();
        }
    });
    for line in chat(guests.into()) {
        println!("{line}");
    }
}
