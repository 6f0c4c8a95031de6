// verdict: fails_checks
// says: On the thread where it was made a badge works as before

use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

thread_local! {
    /// How many badges are in use on this thread.
    static LOGGED_IN: Cell<u32> = const { Cell::new(0) };
}

#[derive(Debug)]
pub struct Session<'a> {
    reader: &'a str,
    home: PhantomData<*const ()>,
}

impl<'a> Session<'a> {
    /// Logs a reader in on this thread.
    pub fn log_in(reader: &'a str) -> Session<'a> {
        LOGGED_IN.set(LOGGED_IN.get() + 1);
        Session {
            reader,
            home: PhantomData,
        }
    }

    pub fn read(&self, book: &str) -> String {
        let reader = &self.reader;
        assert!(LOGGED_IN.get() > 0, "{reader} sets off the alarm!");
        format!("{reader} reads \"{book}\"")
    }
}

impl Drop for Session<'_> {
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
