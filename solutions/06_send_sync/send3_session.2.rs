//! Here a real part does the job: the reader's name is in an `Rc`, which is neither `Send` nor
//! `Sync`. That is a good choice where an `Rc` is needed anyway. Otherwise somebody may replace it
//! later without knowing what it is for, so write a comment.

use std::cell::Cell;
use std::rc::Rc;
use std::thread;

thread_local! {
    /// How many badges are in use on this thread.
    static LOGGED_IN: Cell<u32> = const { Cell::new(0) };
}

#[derive(Debug)]
pub struct Session {
    /// An `Rc`, so that a badge stays on its thread.
    reader: Rc<str>,
}

impl Session {
    /// Logs a reader in on this thread.
    pub fn log_in(reader: &str) -> Session {
        LOGGED_IN.set(LOGGED_IN.get() + 1);
        Session {
            reader: Rc::from(reader),
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
