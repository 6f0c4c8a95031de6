//! A type of its own says what the phantom is for, and other types that must stay on their thread
//! can use it too. `Debug` is implemented by hand, so that a printed badge does not show the
//! phantom.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;
use std::thread;

thread_local! {
    /// How many badges are in use on this thread.
    static LOGGED_IN: Cell<u32> = const { Cell::new(0) };
}

/// Keeps whatever contains it on the thread where it was made.
#[derive(Default)]
struct StaysHome(PhantomData<Rc<()>>);

pub struct Session {
    reader: String,
    _stays: StaysHome,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("reader", &self.reader)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Logs a reader in on this thread.
    pub fn log_in(reader: &str) -> Session {
        LOGGED_IN.set(LOGGED_IN.get() + 1);
        Session {
            reader: reader.to_owned(),
            _stays: StaysHome::default(),
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
