// verdict: fails_checks
// says: sets off the alarm
// says: What does your `drop` do to the others

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
        LOGGED_IN.set(0);
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
