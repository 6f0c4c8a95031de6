// verdict: fails_checks
// says: The download takes its time
// says: Only the channel says that a level will never come

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

pub struct Level(pub String);

pub enum Frame {
    Loading,
    Play(Level),
    Failed,
}

static FRAMES: AtomicU32 = AtomicU32::new(0);

pub fn tick(download: &Receiver<Level>) -> Frame {
    // One look, without waiting, and three answers. The two errors differ: nothing *yet*, or never.
    match download.try_recv() {
        Ok(level) => Frame::Play(level),
        // A good download is here before frame 100.
        Err(TryRecvError::Empty) if FRAMES.fetch_add(1, Ordering::SeqCst) < 100 => Frame::Loading,
        Err(TryRecvError::Empty) => Frame::Failed,
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
