//! `Once` is the older sibling of `OnceLock`: it runs a closure once, makes the others wait for its end, and keeps no
//! value of its own.

use std::sync::{Once, OnceLock};

pub struct Settings {
    reading: Once,
    text: OnceLock<String>,
}

impl Settings {
    pub const fn unread() -> Settings {
        Settings {
            reading: Once::new(),
            text: OnceLock::new(),
        }
    }

    /// The settings. `read` reads the disk.
    pub fn get(&self, read: impl FnOnce() -> String) -> &str {
        self.reading.call_once(|| {
            let text = self.text.set(read());
            text.expect("this runs once");
        });
        self.text.get().expect("the reading is over")
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
