// verdict: fails_in_some_interleaving
// says: The reader still had the book
// says: waits for the reader to finish
//! A thread can give back what it owns: the last value of its closure travels through
//! `join`. The book moves out and moves home again; nothing is copied.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    let shelf = Arc::new(Mutex::new(book));
    let readers_shelf = Arc::clone(&shelf);
    thread::spawn(move || read(&mut readers_shelf.lock().unwrap()));
    thread::sleep(Duration::from_secs(1));
    Arc::into_inner(shelf)
        .expect("The reader still had the book")
        .into_inner()
        .unwrap()
}

pub fn main() {
    let book = Book {
        title: "Fearless Cooking".to_owned(),
        notes: vec!["Property of the town library.".to_owned()],
    };
    let book = lend(book, |book| {
        book.notes.push("p. 12: more garlic!".to_owned());
    });
    let book = lend(book, |book| {
        book.notes
            .push("p. 12: no. Far too much garlic.".to_owned());
    });
    println!("Back on the shelf: {}", book.title);
    for note in &book.notes {
        println!("  in pencil: {note}");
    }
}
