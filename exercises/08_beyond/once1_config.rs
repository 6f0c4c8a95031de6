//! The floppy disk
//!
//! The weather station keeps its settings on a floppy disk from 1989. It can be read once more.
//! Perhaps. So the first instrument that needs the settings reads the disk, and what was read is
//! kept for all others. This morning the barometer and the rain gauge were switched on together.
//! Each of them checked whether the settings had been read, and then the disk was read twice. And
//! something crunched.
//!
//! Goal: for each `Settings`, `read` is called exactly once, by the first thread that asks, and not
//! before. A thread that asks while the disk is being read sleeps until it has been read. All get
//! references to the same text, for as long as the settings live. (`read` does not panic.)
//!
//! Keep: pub struct Settings, pub const fn unread() -> Settings,
//!       pub fn get(&self, read: impl FnOnce() -> String) -> &str

use std::sync::OnceLock;

pub struct Settings {
    text: OnceLock<String>,
}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {
            text: OnceLock::new(),
        }
    }

    /// The settings. `read` reads the disk.
    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        // TODO: a second thread may ask while the first one is still reading.
        if self.text.get().is_none() {
            let _ = self.text.set(read());
        }
        self.text.get().unwrap()
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
