// verdict: fails_checks
// says: The title that came back is the real one
// says: Nothing has to be made anew on the way

use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    thread::spawn(move || {
        read(&mut book);
        let mut notes = Vec::with_capacity(book.notes.len() + 9);
        notes.append(&mut book.notes);
        Book {
            title: book.title,
            notes,
        }
    })
    .join()
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
