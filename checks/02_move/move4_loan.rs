use exercise::{Book, lend};
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::thread;
use std::time::Instant;

fn cookbook() -> Book {
    Book {
        title: "Fearless Cooking".to_owned(),
        notes: vec!["Property of the town library.".to_owned()],
    }
}

/// The book that is read, and comes back, is the very book that was lent, with any reader.
///
/// ```
/// use exercise::{Book, lend};
/// use std::cell::Cell;
/// struct Glasses;
/// let (glasses, page) = (Glasses, Cell::new(1));
/// let book = Book { title: String::new(), notes: Vec::new() };
/// let _: Book = lend(book, move |_| {
///     let _worn = glasses;
///     page.set(2);
/// });
/// ```
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

/// Where the texts of a book, and the list of its notes, lie in memory.
fn places(book: &Book) -> Vec<usize> {
    let texts = [&book.title].into_iter().chain(&book.notes);
    let mut places: Vec<usize> = texts.map(|text| text.as_ptr().addr()).collect();
    places.push(book.notes.as_ptr().addr());
    places
}

/// The notes that are read, and come back, are the very notes that were in the book.
#[test]
fn the_same_notes_come_back() {
    let book = cookbook();
    let lent = places(&book);
    let log = ThreadLog::new();
    let (reader, same) = (log.clone(), lent.clone());
    let book = lend(book, move |book| {
        reader.note(if places(book) == same {
            "the book"
        } else {
            "another"
        });
    });
    assert!(
        log.sorted() != ["another"],
        "The title that was read is the real one, but the notes are not: they were missing, or made anew."
    );
    assert!(
        places(&book) == lent,
        "The title that came back is the real one, but the notes look the same and were made anew, or are missing. Nothing has to be copied."
    );
}

/// The book comes back as the reader left it: with another title, with notes rubbed out, empty or doubled.
#[test]
fn it_comes_back_as_the_reader_left_it() {
    let book = lend(cookbook(), |book| {
        book.title.push_str(", or Not");
        book.notes.clear();
        book.notes
            .extend(["no", "no", "", "  12 cloves \n"].map(str::to_owned));
    });
    assert!(
        book.title == "Fearless Cooking, or Not"
            && book.notes == ["no", "no", "", "  12 cloves \n"],
        "The reader changed the title to \"Fearless Cooking, or Not\", and the notes to \"no\", \"no\", \"\" and \"  12 cloves \\n\". \
         What came back is {:?} with {:?}.",
        book.title,
        book.notes
    );
    let book = lend(book, |book| book.notes.clear());
    assert!(
        book.notes.is_empty(),
        "The next reader rubbed out all notes, but the book came back with {:?}.",
        book.notes
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

/// The next reader sits on a new thread, even when the same title is lent again.
#[test]
fn the_next_reader_is_another_one() {
    let log = ThreadLog::new();
    for _ in 0..2 {
        let reader = log.clone();
        lend(cookbook(), move |book| reader.note(&book.title));
    }
    let (times, threads) = (log.count(), log.threads());
    assert!(
        times == 2,
        "Two books of the same title were lent one after the other, but `read` was called {times} times."
    );
    assert!(
        threads == 2,
        "Two books were lent one after the other. Each reader should have a new thread, but the number of threads that read is {threads}."
    );
}

/// However slow the reader is, `lend` sleeps until the book is back, and no longer.
#[test]
fn sleeps_until_the_book_is_back() {
    let before = Instant::now();
    let book = lend(cookbook(), |book| {
        // Slower than everything else: code that polls, or gives up after some time, does so before this is over.
        quiesce();
        book.notes.push("finished at last".to_owned());
    });
    let took = before.elapsed();
    assert!(
        book.notes == ["Property of the town library.", "finished at last"],
        "The reader was slow, and wrote \"finished at last\". `lend` did not wait for that: it returned a book with {:?}.",
        book.notes
    );
    // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and this reader does not.
    assert!(
        thread_count().is_none() || took.is_zero(),
        "The reader took no time at all, but by the clock `lend` took {took:?}: it slept, or waited with a time limit. \
         Wait for the reader, not for the clock."
    );
}

/// Lends two books at the same time; neither reader is done before both have begun.
fn two_loans(titles: [&str; 2]) -> [Book; 2] {
    let both = Meeting::new(2);
    let next_to = both.clone();
    let log = ThreadLog::new();
    let desk = log.clone();
    let loan = move |book: Book, both: Meeting| {
        desk.note("lends");
        let reader = desk.clone();
        lend(book, move |book| {
            reader.note("reads");
            both.wait(format!("a reader of \"{}\"", book.title));
            let note = format!("read: {}", book.title);
            book.notes.push(note);
        })
    };
    let [here, there] = titles.map(|title| Book {
        title: title.to_owned(),
        notes: Vec::new(),
    });
    let lent = [&here, &there].map(|book| book.title.as_ptr().addr());
    let loan_there = loan.clone();
    let other = thread::spawn(move || loan_there(there, next_to));
    let here = loan(here, both);
    let Ok(there) = other.join() else {
        panic!("Two books were lent at the same time, and for one of them `lend` panicked.");
    };
    let threads = log.threads();
    assert!(
        threads == 4,
        "Two threads lent a book each, at the same time, and each book should be read on a new thread. That makes four threads, but it was {threads}."
    );
    if titles[0] == titles[1] {
        assert!(
            [&here, &there].map(|book| book.title.as_ptr().addr()) == lent,
            "Two books with the title \"{}\" were lent at the same time, and each came back to where the other one was lent.",
            titles[0]
        );
    }
    [here, there]
}

/// Two books that are lent at the same time come back to where they were lent, even if they have the same title.
#[test]
fn two_loans_do_not_mix() {
    let twins = ["Fearless Cooking", "Fearless Cooking"];
    let others = ["Fearless Cooking", "Fearless Baking"];
    let lent = [others, twins].map(|titles| (two_loans(titles), titles));
    let books = lent
        .iter()
        .flat_map(|(books, titles)| books.iter().zip(titles));
    for (book, &title) in books {
        assert!(
            book.title == title && book.notes == [format!("read: {title}")],
            "Two books were lent at the same time. For \"{title}\" the library got back \"{}\" with the notes {:?}.",
            book.title,
            book.notes
        );
    }
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
