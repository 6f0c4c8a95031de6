//! There is no `drop` to forget, because what a function does not return ends with it. Only the log gets
//! out of `let_in`, and by then the first pen is gone for sure.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// The first pen is a local variable in here, so it is gone when the last guest is in.
fn let_in<G>(guests: Vec<G>) -> Receiver<String>
where
    G: FnOnce(Sender<String>) + Send + 'static,
{
    let (pen, log) = mpsc::channel();
    for guest in guests {
        let pen = pen.clone();
        thread::spawn(move || guest(pen));
    }
    log
}

/// Every guest is a closure that gets a pen.
pub fn chat<G>(guests: Vec<G>) -> Vec<String>
where
    G: FnOnce(Sender<String>) + Send + 'static,
{
    let_in(guests).into_iter().collect()
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
