//! A frame must not wait, so it only looks: `try_recv` returns at once. Every possible answer has an arm
//! of its own, and the compiler would notice if one were missing.

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
    // One look, without waiting, and three answers. The two errors differ: nothing *yet*, or never.
    match download.try_recv() {
        Ok(level) => Frame::Play(level),
        Err(TryRecvError::Empty) => Frame::Loading,
        Err(TryRecvError::Disconnected) => Frame::Failed,
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
