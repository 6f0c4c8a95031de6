use exercise::{Book, lend};
use probes::ThreadLog;

fn cookbook() -> Book {
    Book {
        title: "Fearless Cooking".to_owned(),
        notes: vec!["Property of the town library.".to_owned()],
    }
}

/// The book that is read, and comes back, is the very book that was lent.
#[test]
fn the_same_book_comes_back() {
    let book = cookbook();
    let original = book.title.as_ptr().addr();
    let log = ThreadLog::new();
    let reader = log.clone();
    let book = lend(book, move |book| {
        let same = book.title.as_ptr().addr() == original;
        reader.note(if same { "the book" } else { "another" });
    });
    assert!(
        log.entries() != ["another"],
        "The reader was given another book: it has the same title, but it was made anew. The real one stayed on the shelf."
    );
    assert!(
        book.title == "Fearless Cooking",
        "\"Fearless Cooking\" was lent, but \"{}\" came back.",
        book.title
    );
    assert!(
        book.title.as_ptr().addr() == original,
        "A different book came back: it looks the same, but it was made anew. The reader still had the real one."
    );
}

/// What readers wrote in the margins is in the book when it comes back.
#[test]
fn the_scribbles_come_back_with_it() {
    let book = lend(cookbook(), |book| {
        book.notes.push("More garlic!".to_owned())
    });
    assert!(
        book.notes == ["Property of the town library.", "More garlic!"],
        "The reader wrote \"More garlic!\" under the library's own note, but the book that came back says {:?}.",
        book.notes
    );
    let book = lend(book, |book| {
        let last = book.notes.last().map_or("", String::as_str);
        let answer = format!("{last} No, too much garlic.");
        book.notes.push(answer);
    });
    assert!(
        book.notes
            == [
                "Property of the town library.",
                "More garlic!",
                "More garlic! No, too much garlic."
            ],
        "The second reader quoted \"More garlic!\" and answered \"No, too much garlic.\", but the book that came back says {:?}.",
        book.notes
    );
}

/// The reader reads the book once, on a thread of their own.
#[test]
fn the_reader_sits_on_another_thread() {
    let log = ThreadLog::new();
    let reader = log.clone();
    lend(cookbook(), move |book| reader.note(&book.title));
    assert!(
        log.at_home().is_empty(),
        "The book never left the desk: `read` ran on the librarian's own thread, main."
    );
    let times = log.count();
    assert!(
        times == 1,
        "`read` should have run once when `lend` returns, but it had run {times} times."
    );
}

/// There is one copy in town: a `Book` can be made, but not cloned.
///
/// ```
/// use exercise::Book;
/// let book = Book { title: "Fearless Cooking".to_owned(), notes: Vec::new() };
/// assert!(book.notes.is_empty());
/// ```
/// ```compile_fail,E0277
/// use exercise::Book;
/// fn duplicate<T: Clone>(_: T) {}
/// duplicate(Book { title: "Fearless Cooking".to_owned(), notes: Vec::new() });
/// ```
#[test]
fn there_is_one_copy_in_town() {}
