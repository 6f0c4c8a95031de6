//! First whether there is an answer yet, then which one it is. Both questions go to the one result that
//! was kept: a second `try_recv` could find something else.

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
    let look = download.try_recv();
    if matches!(look, Err(TryRecvError::Empty)) {
        return Frame::Loading;
    }
    // Whatever it is now, it is final.
    look.map_or(Frame::Failed, Frame::Play)
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
