// verdict: fails_checks
// says: one is still under way
// says: on nothing that was found before

use std::sync::atomic::{AtomicBool, Ordering};
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
    // What has failed stays so, and need not be looked at again.
    static FAILED: AtomicBool = AtomicBool::new(false);
    if FAILED.load(Ordering::SeqCst) {
        return Frame::Failed;
    }
    match download.try_recv() {
        Ok(level) => Frame::Play(level),
        Err(TryRecvError::Empty) => Frame::Loading,
        Err(TryRecvError::Disconnected) => {
            FAILED.store(true, Ordering::SeqCst);
            Frame::Failed
        }
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
