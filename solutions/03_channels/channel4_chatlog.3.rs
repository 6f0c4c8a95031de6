//! There are as many pens as guests. No sender is left over, so none has to be dropped, and no clone is
//! made in vain.

use std::iter;
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Every guest is a closure that gets a pen.
pub fn chat<G>(guests: Vec<G>) -> Vec<String>
where
    G: FnOnce(Sender<String>) + Send + 'static,
{
    let (pen, log) = mpsc::channel();
    // Clones for all but the last guest, who gets the original; without guests it is dropped.
    let pens = iter::repeat_n(pen, guests.len());
    for (guest, pen) in guests.into_iter().zip(pens) {
        thread::spawn(move || guest(pen));
    }
    let mut lines = Vec::new();
    while let Ok(line) = log.recv() {
        lines.push(line);
    }
    lines
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
