//! `get_or_init` looks, reads and stores in one step. A thread that comes while another one is
//! reading waits for it.

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
        self.text.get_or_init(read)
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
