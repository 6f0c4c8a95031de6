// verdict: does_not_compile
// says: E0004
// says: `try_recv` has three results
//! A game draws sixty frames a second. While the next level is on its way, the player sees
//! a spinning hourglass. One level comes through a channel; if the connection breaks, the
//! download's half of the channel is dropped. Players complain that the hourglass does not
//! spin, and that it stays for ever when the wifi is gone.
//!
//! Goal: `tick` says what this frame shows, and never waits. `Loading`: the level may still
//! come. `Play`: here it is. `Failed`: it will never come. `tick` is called until the
//! answer is not `Loading`.
//!
//! Keep: pub fn tick(download: &Receiver<Level>) -> Frame

use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

pub struct Level(pub String);

pub enum Frame {
    Loading,
    Play(Level),
    Failed,
}

pub fn tick(download: &Receiver<Level>) -> Frame {
    match download.try_recv() {
        Ok(level) => Frame::Play(level),
        Err(TryRecvError::Empty) => Frame::Loading,
    }
}

pub fn main() {
    let (server, download) = mpsc::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(90));
        let _ = server.send(Level("The Cellar of Cheese".to_owned()));
    });
    for hourglass in ["|", "/", "-", "\\"].into_iter().cycle() {
        match tick(&download) {
            Frame::Loading => println!("{hourglass} loading"),
            Frame::Play(Level(name)) => return println!("Welcome to {name}!"),
            Frame::Failed => return println!("No level tonight. Is the wifi on?"),
        }
        thread::sleep(Duration::from_millis(16));
    }
}
