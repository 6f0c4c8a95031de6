// verdict: fails_checks
// says: A different book came back
// says: A different book came back: it looks the same, but it was made anew

use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    let replacement = Book {
        title: book.title.clone(),
        notes: book.notes.clone(),
    };
    let reader = thread::spawn(move || read(&mut book));
    reader.join().unwrap();
    replacement
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
