//! The key itself needs no `Drop` when one of its fields has one. Fields are dropped in the order of their declaration.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard};

pub struct Cellar<T> {
    books: Mutex<T>,
    log: Mutex<Vec<&'static str>>,
}

/// The key to a cellar: as long as somebody has it, nobody else can take it.
pub struct Key<'a, T> {
    // Fields are dropped in this order: first the entry is closed, then the lock is given back.
    _entry: Entry<'a>,
    books: MutexGuard<'a, T>,
}

/// An entry in the log, "out" until it is dropped.
struct Entry<'a> {
    log: &'a Mutex<Vec<&'static str>>,
}

impl<'a> Entry<'a> {
    fn open(log: &'a Mutex<Vec<&'static str>>) -> Self {
        log.lock().unwrap().push("out");
        Self { log }
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.log.lock().unwrap().push("in");
    }
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
        Key {
            _entry: Entry::open(&self.log),
            books,
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
        &self.books
    }
}

impl<T> DerefMut for Key<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.books
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
