// verdict: exceeds_limit
// says: A thread that asks while the disk is being read sleeps
// says: No progress in 10,000 steps
// says: `OnceLock` has a method that makes the other threads sleep and wakes them
//! The floppy disk
//!
//! The weather station keeps its settings on a floppy disk from 1989. It can be read once more. Perhaps.
//! So whoever needs the settings first reads the disk, and what was read is kept for everybody else.
//! This morning the barometer and the rain gauge were switched on together. Each of them looked whether the settings
//! had been read, and then the drive was heard twice. And something crunched.
//!
//! Goal: for each `Settings`, `read` is called exactly once, by the first who asks; never before somebody asks. Who asks
//! while the disk is being read sleeps until then. All get the same text from the same place, and keep it for as long as
//! the settings live. (`read` does not panic.)
//!
//! Keep: pub struct Settings, pub const fn unread() -> Settings,
//!       pub fn get(&self, read: impl FnOnce() -> String) -> &str

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

pub struct Settings {
    begun: AtomicBool,
    text: OnceLock<String>,
}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {
            begun: AtomicBool::new(false),
            text: OnceLock::new(),
        }
    }
    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        if !self.begun.swap(true, SeqCst) {
            self.text.set(read()).unwrap();
        }
        loop {
            if let Some(t) = self.text.get() {
                return t;
            }
            std::thread::yield_now();
        }
    }
}

static SETTINGS: Settings = Settings::unread();

pub fn main() {
    std::thread::scope(|station| {
        for instrument in ["barometer", "rain gauge"] {
            station.spawn(move || {
                let text = SETTINGS.get(|| {
                    println!("{instrument}: reading the disk (crunch)");
                    String::from("height = 412 m")
                });
                println!("{instrument}: {text}");
            });
        }
    });
}
