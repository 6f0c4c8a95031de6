//! By hand: only one thread at a time may use the drive, and each checks again, under the lock,
//! whether it still has to read. The first look, without the lock, saves all threads the lock once
//! the settings are there.

use std::sync::{Mutex, OnceLock};

pub struct Settings {
    drive: Mutex<()>,
    text: OnceLock<String>,
}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {
            drive: Mutex::new(()),
            text: OnceLock::new(),
        }
    }

    /// The settings. `read` reads the disk.
    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        if let Some(text) = self.text.get() {
            return text;
        }
        let _drive = self.drive.lock().unwrap();
        if self.text.get().is_none() {
            self.text.set(read()).expect("nobody else is at the drive");
        }
        self.text.get().expect("it has just been read")
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
