// verdict: exceeds_limit
// says: No progress
// says: Polling is not waiting
//! A chat room. Every guest gets a pen and talks on a thread of their own, all at the same
//! time, for as long as they like. Some say nothing; some bring a friend and have a second
//! pen made. When nobody is left who could write another line, the log is closed and read
//! out. At least that is the plan: the night watchman says the log has never been closed.
//!
//! Goal: `chat` returns every line that was written, each guest's lines in their order,
//! when all the guests and their friends have put down their pens. Until then it waits for
//! lines: it does not look again and again whether there is one. (Who stays without a pen
//! may be waited for, or not.)
//!
//! Keep: pub fn chat<G>(guests: Vec<G>) -> Vec<String>
//!       where G: FnOnce(Sender<String>) + Send + 'static

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
    drop(pen);
    let mut lines = vec![];
    loop {
        match log.try_recv() {
            Ok(line) => lines.push(line),
            Err(mpsc::TryRecvError::Empty) => thread::sleep(std::time::Duration::from_millis(5)),
            Err(mpsc::TryRecvError::Disconnected) => return lines,
        }
    }
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
