// verdict: fails_in_some_interleaving
// says: Two books were lent at the same time
// says: And what two loans share can get mixed up

use std::sync::Mutex;
use std::thread;

pub struct Book {
    pub title: String,
    pub notes: Vec<String>,
}

pub fn lend(mut book: Book, read: impl FnOnce(&mut Book) + Send + 'static) -> Book {
    static SHELF: Mutex<Option<Book>> = Mutex::new(None);
    thread::spawn(move || {
        read(&mut book);
        *SHELF.lock().unwrap() = Some(book);
    })
    .join()
    .unwrap();
    SHELF.lock().unwrap().take().unwrap()
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
