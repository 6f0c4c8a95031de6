use exercise::{Album, hand_in};
use probes::{Meeting, ThreadLog, thread_count};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

fn album(photos: usize) -> Album {
    Album::new((1..=photos).map(|n| format!("photo {n}")).collect())
}

/// The receipt says how many photos were handed in, whatever kind of printer the shop has.
///
/// ```
/// use exercise::{Album, hand_in};
/// use std::cell::Cell;
/// struct Ink;
/// let (ink, sheets) = (Ink, Cell::new(3));
/// let _ = hand_in(Album::new(Vec::new()), move |_| {
///     let _used = ink;
///     sheets.set(2);
/// });
/// ```
#[test]
fn the_receipt_counts_the_photos() {
    for photos in [3, 0, 1, 300] {
        let (receipt, printing) = hand_in(album(photos), |_| {});
        assert!(
            receipt == photos,
            "The album held {photos} photos, but the receipt says {receipt}."
        );
        assert!(
            printing.join().is_ok(),
            "The thread of the returned handle panicked."
        );
    }
    let untitled = Album::new(vec![String::new(), "the cake".to_owned()]);
    let (receipt, _) = hand_in(untitled, |_| {});
    assert!(
        receipt == 2,
        "The album held 2 photos, one of them without a title, but the receipt says {receipt}."
    );
    let mut photos = Vec::with_capacity(20);
    photos.extend(["the kiss", "the kiss", "the kiss", "the cake"].map(str::to_owned));
    let (receipt, _) = hand_in(Album::new(photos), |_| {});
    assert!(
        receipt == 4,
        "The album held 4 photos, three of them called \"the kiss\", and room for 20, but the receipt says {receipt}."
    );
}

/// The shop prints every photo once, on the thread whose handle is returned.
#[test]
fn the_shop_prints_on_its_own_thread() {
    let log = ThreadLog::new();
    let printer = log.clone();
    let photos = ["the kiss", "the cake", "the dance"];
    let album = Album::new(photos.map(str::to_owned).into());
    let (_, printing) = hand_in(album, move |album| {
        for photo in album.photos() {
            printer.note(photo);
        }
    });
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "The customer's own thread, main, stood at the printer: it printed {at_home:?}. Printing is the new thread's work."
    );
    let printed = log.entries();
    assert!(
        printed == photos,
        "The album held {photos:?}, but when the returned handle was joined the shop had printed {printed:?}."
    );
}

/// An empty album is printed as well.
#[test]
fn an_empty_album_is_printed_too() {
    let log = ThreadLog::new();
    let printer = log.clone();
    let (_, printing) = hand_in(album(0), move |_| printer.note("an empty album"));
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
    let times = log.count();
    assert!(
        times == 1 && log.at_home().is_empty(),
        "An album without photos should be given to `print` once, on the new thread. It was given {times} times, {} of them on \
         the customer's own thread, main.",
        log.at_home().len()
    );
}

/// Nobody waits at the counter: the customer has the receipt while the shop is still printing.
#[test]
fn the_customer_does_not_wait() {
    let meeting = Meeting::new(2);
    let printer = meeting.clone();
    let (_, printing) = hand_in(album(1), move |_| printer.wait("the printer"));
    meeting.wait("the customer");
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
}

/// The receipt comes right away: `hand_in` does not sleep either.
#[test]
fn the_receipt_comes_right_away() {
    for photos in [0, 2] {
        let before = Instant::now();
        let (_, printing) = hand_in(album(photos), |_| {});
        let took = before.elapsed();
        assert!(
            printing.join().is_ok(),
            "The thread of the returned handle panicked."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "By the clock the customer stood at the counter for {took:?}: `hand_in` slept, or waited with a time limit."
        );
    }
}

/// The shop prints the albums of two customers at the same time, and gives each a receipt of their own.
#[test]
fn two_customers_do_not_mix() {
    let meeting = Meeting::new(2);
    let log = ThreadLog::new();
    let customers = [1, 3].map(|photos| {
        let (meeting, log) = (meeting.clone(), log.clone());
        hand_in(album(photos), move |album| {
            let printed = album.photos().len();
            meeting.wait(format!("the printer of the album with {printed}"));
            log.note(printed);
        })
    });
    let [(one, first), (three, second)] = customers;
    assert!(
        first.join().is_ok() && second.join().is_ok(),
        "The thread of a returned handle panicked."
    );
    assert!(
        (one, three) == (1, 3),
        "The first customer handed in 1 photo and the second one 3, but their receipts say {one} and {three}."
    );
    let printed = log.sorted();
    assert!(
        printed == ["1", "3"],
        "Albums with 1 and with 3 photos were handed in. When both handles were joined, these had been printed: {printed:?}."
    );
}

/// Two customers who come at the same time each get their own receipt.
#[test]
fn two_counters_do_not_mix() {
    let both = Meeting::new(2);
    let come = |photos: usize, both: Meeting| {
        let (receipt, printing) = hand_in(album(photos), move |album| {
            both.wait(format!(
                "the printer of the album with {}",
                album.photos().len()
            ));
        });
        assert!(
            printing.join().is_ok(),
            "The thread of the returned handle panicked."
        );
        receipt
    };
    let next_to = both.clone();
    let other = thread::spawn(move || come(3, next_to));
    let here = come(1, both);
    let Ok(there) = other.join() else {
        panic!(
            "Two customers came at the same time, and for one of them it went wrong: somebody panicked."
        );
    };
    assert!(
        (here, there) == (1, 3),
        "At two counters at the same time one customer handed in 1 photo and the other one 3, but their receipts say {here} and {there}."
    );
}

/// However many albums are being printed, the next customer does not wait.
#[test]
fn many_customers_do_not_wait() {
    // On real threads there is room for more of them.
    let customers = if thread_count().is_none() { 20 } else { 5 };
    let meeting = Meeting::new(customers + 1);
    let handed_in: Vec<_> = (1..=customers)
        .map(|photos| {
            let meeting = meeting.clone();
            hand_in(album(photos), move |_| {
                meeting.wait(format!("the printer of the album with {photos}"));
            })
        })
        .collect();
    meeting.wait("the last customer");
    for (photos, (receipt, printing)) in (1..).zip(handed_in) {
        assert!(
            printing.join().is_ok(),
            "The thread of a returned handle panicked."
        );
        assert!(
            receipt == photos,
            "{customers} albums were printed at the same time. One of them held {photos} photos, but its receipt says {receipt}."
        );
    }
}

/// An album with the same photos as the last one is printed again, on a new thread.
#[test]
fn the_same_photos_are_printed_again() {
    let log = ThreadLog::new();
    for _ in 0..2 {
        let printer = log.clone();
        let (_, printing) = hand_in(album(2), move |_| printer.note("an album"));
        assert!(
            printing.join().is_ok(),
            "The thread of the returned handle panicked."
        );
    }
    let (times, threads) = (log.count(), log.threads());
    assert!(
        times == 2,
        "Two albums with photos of the same titles were handed in one after the other, but `print` was called {times} times."
    );
    assert!(
        threads == 2,
        "Two albums were handed in one after the other. Each should have a new thread, but the number of threads that printed is {threads}."
    );
}

/// The shop gets the customer's own album, not a copy of the photos.
#[test]
fn the_shop_gets_the_album_itself() {
    let photos = vec!["the kiss".to_owned(), "the cake".to_owned()];
    let original = photos.as_ptr().addr();
    let log = ThreadLog::new();
    let printer = log.clone();
    let (_, printing) = hand_in(Album::new(photos), move |album| {
        let same = album.photos().as_ptr().addr() == original;
        printer.note(if same { "original" } else { "copy" });
    });
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
    assert!(
        log.entries() != ["copy"],
        "The shop printed a copy: it was given another list of photos than the customer's own. Moving the album itself costs nothing."
    );
    let times = log.count();
    assert!(
        times == 1,
        "`print` should be called once, but was called {times} times."
    );
}

/// The handle that is returned is that of the thread that prints, and of no other.
#[test]
fn the_handle_is_that_of_the_printer() {
    let (card, cards) = mpsc::channel();
    let (_, printing) = hand_in(album(1), move |_| {
        let _ = card.send(thread::current().id());
    });
    let promised = printing.thread().id();
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
    let printed = cards.recv();
    assert!(
        printed.is_ok(),
        "The handle was joined, but nobody had called `print`, or will."
    );
    assert!(
        printed == Ok(promised),
        "The album was printed, but the returned handle belongs to another thread than the one that printed."
    );
}

/// There is only one album: `Album` can be made, but not cloned.
///
/// ```
/// use exercise::Album;
/// let album = Album::new(vec!["the kiss".to_owned()]);
/// assert_eq!(album.photos(), ["the kiss"]);
/// ```
/// ```compile_fail,E0277
/// use exercise::Album;
/// fn duplicate<T: Clone>(_: T) {}
/// duplicate(Album::new(vec!["the kiss".to_owned()]));
/// ```
#[test]
fn there_is_only_one_album() {}
