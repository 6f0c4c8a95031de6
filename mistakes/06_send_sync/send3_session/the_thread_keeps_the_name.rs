// verdict: fails_checks
// says: `read` said "Wilhelmina Featherstonehaugh
//! The reading room
//!
//! The old library remembers for each thread whether a reader has logged in
//! there. A `Session` is the reader's badge. It works on the thread that it was
//! made on, and sets off the alarm on every other. Yesterday a badge went to
//! another thread in somebody's pocket. It compiled, and then it rang.
//!
//! Goal: a badge that cannot get to another thread, neither itself nor a
//! reference to it. The compiler should refuse, so that nobody has to find out
//! by the alarm. For everybody else nothing changes: a badge can be kept in a
//! list, passed to functions and printed with `{:?}`, as before.
//!
//! Keep: pub struct Session with Debug, log_in(reader: &str) -> Session, read(&self, book: &str) -> String

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::thread;

thread_local! {
    /// How many badges are in use on this thread.
    static LOGGED_IN: Cell<u32> = const { Cell::new(0) };
    /// Who has logged in here. A badge works on this thread only, so the name can stay here, too.
    static READER: RefCell<String> = const { RefCell::new(String::new()) };
}

#[derive(Debug)]
pub struct Session {
    home: PhantomData<*const ()>,
}

impl Session {
    /// Logs a reader in on this thread.
    pub fn log_in(reader: &str) -> Session {
        LOGGED_IN.set(LOGGED_IN.get() + 1);
        READER.set(reader.to_owned());
        Session { home: PhantomData }
    }

    pub fn read(&self, book: &str) -> String {
        let reader = READER.with_borrow(|reader| reader.clone());
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
