// verdict: fails_checks
// says: The disk said "", but what `get` returned is
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

pub struct Settings {}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {}
    }

    /// The settings. `read` reads the disk.
    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        static TEXT: OnceLock<String> = OnceLock::new();
        TEXT.get_or_init(read)
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
