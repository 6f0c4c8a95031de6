// verdict: fails_checks
// says: The reader was given another book
// says: No second book is needed
//! The town library lends a book. The reader sits on a thread of their own and
//! scribbles in the margins. When the reader is done, the book goes back to the
//! shelf, scribbles and all.
//!
//! Goal: `lend` lets `read` have the book on a new thread, waits, and returns that
//! very book. There is one copy of it in town: leave `Book` as it is.
//!
//! Keep: pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book

use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    let mut copy = Book {
        title: book.title.clone(),
        notes: Vec::new(),
    };
    let copy = thread::spawn(move || {
        read(&mut copy);
        copy
    })
    .join()
    .unwrap();
    book.notes.extend(copy.notes);
    book
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
