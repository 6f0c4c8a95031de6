//! What the two errors mean to the player is said once, as a conversion. `tick` has nothing left to
//! decide, and other functions that look for a level can convert errors in the same way.

use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

pub struct Level(pub String);

pub enum Frame {
    Loading,
    Play(Level),
    Failed,
}

/// What a frame shows while there is no level.
impl From<TryRecvError> for Frame {
    fn from(error: TryRecvError) -> Self {
        match error {
            TryRecvError::Empty => Frame::Loading,
            TryRecvError::Disconnected => Frame::Failed,
        }
    }
}

pub fn tick(download: &Receiver<Level>) -> Frame {
    download.try_recv().map_or_else(Frame::from, Frame::Play)
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
