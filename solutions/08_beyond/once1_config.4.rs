//! The same with a flag for the first thread: all others sleep in `OnceLock::wait`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

pub struct Settings {
    asked: AtomicBool,
    text: OnceLock<String>,
}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {
            asked: AtomicBool::new(false),
            text: OnceLock::new(),
        }
    }

    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        // The first one is told that nobody has asked before, and all others sleep until it has read the disk.
        if !self.asked.swap(true, Ordering::SeqCst) {
            self.text.set(read()).unwrap();
        }
        self.text.wait()
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
