// verdict: fails_in_some_interleaving
// says: But the log says ["out", "in", "out", "in", "out", "out", "in", "in"]

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard};

pub struct Cellar<T> {
    books: Mutex<T>,
    log: Mutex<Vec<&'static str>>,
}

/// The key to a cellar: as long as somebody has it, nobody else can take it.
pub struct Key<'a, T> {
    books: Option<MutexGuard<'a, T>>,
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
            books: Some(books),
            log: &self.log,
        }
    }

    /// What the porter has written so far.
    pub fn log(&self) -> Vec<&'static str> {
        self.log.lock().unwrap().clone()
    }
}

impl<T> Deref for Key<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.books.as_ref().unwrap()
    }
}

impl<T> DerefMut for Key<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.books.as_mut().unwrap()
    }
}

impl<T> Drop for Key<'_, T> {
    fn drop(&mut self) {
        self.books = None;
        self.log.lock().unwrap().push("in");
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
