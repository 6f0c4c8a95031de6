//! Nobody can forbid `Send` on stable Rust, but nobody has to grant it either: a type is `Send` and
//! `Sync` only if all its parts are. A raw pointer is neither, and `PhantomData` makes the compiler
//! believe there is one. It takes no space.

use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

thread_local! {
    /// How many badges are in use on this thread.
    static LOGGED_IN: Cell<u32> = const { Cell::new(0) };
}

#[derive(Debug)]
pub struct Session {
    reader: String,
    home: PhantomData<*const ()>,
}

impl Session {
    /// Logs a reader in on this thread.
    pub fn log_in(reader: &str) -> Session {
        LOGGED_IN.set(LOGGED_IN.get() + 1);
        Session {
            reader: reader.to_owned(),
            home: PhantomData,
        }
    }

    pub fn read(&self, book: &str) -> String {
        let reader = &self.reader;
        assert!(LOGGED_IN.get() > 0, "{reader} sets off the alarm!");
        format!("{reader} reads \"{book}\"")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        LOGGED_IN.set(LOGGED_IN.get().saturating_sub(1));
    }
}

pub fn main() {
    let ada = Session::log_in("Ada");
    println!("{}", ada.read("Notes on the Analytical Engine"));
    let desk = thread::spawn(|| {
        let bob = Session::log_in("Bob");
        bob.read("How to Whisper")
    });
    println!("{}", desk.join().unwrap());
}
