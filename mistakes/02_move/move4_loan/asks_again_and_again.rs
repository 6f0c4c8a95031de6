// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    let h = thread::spawn(move || {
        read(&mut book);
        book
    });
    while !h.is_finished() {
        thread::yield_now();
    }
    h.join().unwrap()
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
