//! The scope joins the guests' threads, so none of them is still running when `chat` returns; the price
//! is that a guest who stays without a pen holds it up. A scope closes no channel: the first pen has to
//! be dropped here too, before the log is read.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// Every guest is a closure that gets a pen.
pub fn chat<G>(guests: Vec<G>) -> Vec<String>
where
    G: FnOnce(Sender<String>) + Send + 'static,
{
    let (pen, log) = mpsc::channel();
    thread::scope(|room| {
        for guest in guests {
            let pen = pen.clone();
            room.spawn(move || guest(pen));
        }
        drop(pen);
        log.iter().collect()
    })
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
