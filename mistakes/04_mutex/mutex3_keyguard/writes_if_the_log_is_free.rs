// verdict: fails_in_some_interleaving
// says: Then the log said ["out", "in", "out"]
// says: Which method waits for a lock
//! The key to the cellar
//!
//! The library's oldest books are in the cellar, and there is one key to it. It
//! hangs in a cabinet. Whoever has the key is alone down there, and when the
//! key leaves the cabinet, the porter writes "out" into his log.
//!
//! Only, he has never once written "in". People come up by the stairs, through
//! the window, or fainting over a book about spiders, and nobody thinks of him.
//!
//! Goal: make `Key` a guard, as `lock` gives them. `*key` is what is in the
//! cellar, to read and to change. When a key is dropped, for whatever reason,
//! the porter writes "in", and only then may the next one take it.
//! (After a faint, `take_key` panics, as it stands. That may stay so.)
//!
//! Keep: pub fn new(books: T) -> Cellar<T>, pub fn take_key(&self) -> Key<'_, T>,
//!       pub fn log(&self) -> Vec<&'static str>

use std::sync::{Mutex, MutexGuard};

pub struct Cellar<T> {
    books: Mutex<T>,
    log: Mutex<Vec<&'static str>>,
}

/// The key to a cellar: as long as somebody has it, nobody else can take it.
pub struct Key<'a, T> {
    books: MutexGuard<'a, T>,
    log: &'a Mutex<Vec<&'static str>>,
}

impl<T> Cellar<T> {
    pub fn new(books: T) -> Self {
        Self {
            books: Mutex::new(books),
            log: Mutex::new(Vec::new()),
        }
    }

    /// Waits until the key hangs in the cabinet, and takes it.
    pub fn take_key(&self) -> Key<'_, T> {
        let books = self.books.lock().unwrap();
        self.log.lock().unwrap().push("out");
        Key {
            books,
            log: &self.log,
        }
    }

    /// What the porter has written so far.
    pub fn log(&self) -> Vec<&'static str> {
        self.log.lock().unwrap().clone()
    }
}

impl<T> std::ops::Deref for Key<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.books
    }
}

impl<T> std::ops::DerefMut for Key<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.books
    }
}

impl<T> Drop for Key<'_, T> {
    fn drop(&mut self) {
        if let Ok(mut log) = self.log.try_lock() {
            log.push("in");
        }
    }
}

pub fn main() {
    let cellar = Cellar::new(vec!["On Damp", "On Spiders"]);
    {
        let mut key = cellar.take_key();
        println!("There are {} books in the cellar.", key.len());
        key.push("On Very Large Spiders");
    }
    println!("Now they are {:?}.", *cellar.take_key());
    println!("The porter's log says {:?}.", cellar.log());
}
