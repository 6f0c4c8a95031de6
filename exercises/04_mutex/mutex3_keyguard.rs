//! The key to the cellar ★
//!
//! The library's oldest books are in the cellar, and there is one key to it, in a cabinet. The
//! visitor who has the key is alone down there. When the key leaves the cabinet, the porter writes
//! "out" into his log.
//!
//! But he has never once written "in". Visitors come up by the stairs, through the window, or
//! fainting over a book about spiders, and nobody tells him.
//!
//! Goal: make `Key` a guard, like those that `lock` returns. `*key` is what is in the cellar, to
//! read and to change. When a key is dropped, for whatever reason, the porter writes "in", and only
//! then may the next one take it. (After a visitor has fainted, `take_key` panics. That may stay
//! so.)
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

// TODO: three traits make a guard. This was meant to be the first.
impl<T> Defer for Key<'_, T> {
    type Target = T;

    fn defer(&self) -> &T {
        &self.books
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
