//! The reader's thread sends the book back through a channel. Sending moves it, too. Waiting for
//! the message is waiting for the reader.

use std::sync::mpsc;
use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    let (return_box, shelf) = mpsc::channel();
    thread::spawn(move || {
        read(&mut book);
        return_box.send(book).unwrap();
    });
    shelf.recv().unwrap()
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
