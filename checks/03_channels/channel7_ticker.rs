use exercise::{Quote, ticker};
use std::iter;
use std::sync::mpsc;
use std::thread;

const SHARES: [&str; 3] = ["BREAD", "TULIP", "GHOST"];

/// Three quotes, which count how many of them were taken.
fn quotes(taken: &mut usize) -> impl Iterator<Item = Quote> {
    SHARES.into_iter().map(|share| {
        *taken += 1;
        Quote {
            share: share.to_owned(),
            cents: 100,
        }
    })
}

/// A viewer who stays gets all quotes, in their order.
///
/// ```
/// use exercise::{Quote, ticker};
///
/// // Quotes that are read from a list and stay on their thread.
/// let list = std::rc::Rc::new(std::cell::Cell::new(3));
/// let left = &list;
/// let quotes = std::iter::from_fn(move || {
///     left.set(left.get() - 1);
///     (left.get() > 0).then(|| Quote { share: "BREAD".to_owned(), cents: 250 })
/// });
/// let (viewer, window) = std::sync::mpsc::channel();
/// let unsent: Option<Quote> = ticker(quotes, &viewer);
/// ```
#[test]
fn a_patient_viewer_gets_everything() {
    let (viewer, window) = mpsc::channel();
    let unsent = ticker(quotes(&mut 0), &viewer);
    drop(viewer);
    let seen: Vec<String> = window.iter().map(|quote| quote.share).collect();
    assert!(
        seen == SHARES,
        "There were quotes of {SHARES:?}, but the viewer, who stayed, was sent {seen:?}."
    );
    if let Some(quote) = unsent {
        panic!(
            "The viewer stayed and all quotes could be sent, but `ticker` returned one of {}.",
            quote.share
        );
    }
}

/// A viewer may leave at any moment, and the ticker survives it.
#[test]
fn the_viewer_may_leave_at_any_moment() {
    let (viewer, window) = mpsc::channel::<Quote>();
    let viewing = thread::spawn(move || window.recv().map(|quote| quote.share));
    let mut taken = 0;
    let unsent = ticker(quotes(&mut taken), &viewer).map(|quote| quote.share);
    let seen = viewing.join().unwrap();
    assert!(
        seen.as_deref() == Ok("BREAD"),
        "The viewer wanted to see one quote, that of BREAD, but what came was {seen:?}."
    );
    match unsent {
        // Everything may have been sent before the viewer left.
        None => assert!(
            taken == 3,
            "`ticker` returned `None`, as if it had sent everything, but it stopped after {taken} of 3 quotes. What about the one that the viewer did not stay for?"
        ),
        Some(unsent) => {
            let sent = SHARES.iter().position(|share| **share == unsent);
            assert!(
                sent != Some(0),
                "The viewer saw the quote of BREAD, but the ticker says that it could not be sent."
            );
            assert!(
                sent.is_some_and(|sent| taken == sent + 1),
                "The viewer left, and the quote of {unsent} came back. But the ticker took {taken} quotes: it did not stop there."
            );
        }
    }
}

/// The quote that could not be sent comes back, and no other is taken.
#[test]
fn the_unsent_quote_comes_back() {
    let (viewer, window) = mpsc::channel();
    drop(window);
    let mut taken = 0;
    let unsent = ticker(quotes(&mut taken), &viewer);
    let Some(unsent) = unsent else {
        panic!(
            "The window was closed, but `ticker` said that everything was sent. Quotes taken and sent to nobody: {taken}."
        );
    };
    assert!(
        unsent.share == "BREAD",
        "The window was closed: BREAD could not be sent, but {} came back.",
        unsent.share
    );
    assert!(
        taken == 1,
        "The window was closed and the first quote could not be sent, but it took {taken} quotes for the ticker to stop."
    );
}

/// What comes back is the very quote that was taken.
#[test]
fn it_is_the_very_quote() {
    let (viewer, window) = mpsc::channel();
    drop(window);
    let bread = Quote {
        share: "BREAD".to_owned(),
        cents: 250,
    };
    let original = bread.share.as_ptr().addr();
    let Some(unsent) = ticker([bread].into_iter(), &viewer) else {
        panic!("The window was closed, but `ticker` said that everything was sent.");
    };
    assert!(
        unsent.share.as_ptr().addr() == original && unsent.cents == 250,
        "What came back is a copy, made for the case that something goes wrong. Sending does not lose what it cannot deliver."
    );
}

/// There is one of each quote: a `Quote` can be made, but not cloned.
///
/// ```
/// use exercise::Quote;
/// let quote = Quote { share: "BREAD".to_owned(), cents: 250 };
/// assert_eq!(quote.cents, 250);
/// ```
/// ```compile_fail,E0277
/// use exercise::Quote;
/// fn duplicate<T: Clone>(_: T) {}
/// duplicate(Quote { share: "BREAD".to_owned(), cents: 250 });
/// ```
#[test]
fn there_is_one_of_each_quote() {}

/// What the viewer gets are the very quotes that were taken, whatever is on them.
#[test]
fn the_very_quotes_are_sent() {
    let day = [("TULIP", 90), ("TULIP", 90), ("TULIP", 0), ("", 7)].map(|(share, cents)| Quote {
        share: share.to_owned(),
        cents,
    });
    let marks = |quotes: &[Quote]| -> Vec<(String, u64)> {
        let quotes = quotes.iter();
        quotes
            .map(|quote| (quote.share.clone(), quote.cents))
            .collect()
    };
    let places = |quotes: &[Quote]| -> Vec<usize> {
        // Nothing is kept anywhere for an empty name.
        let named = quotes.iter().filter(|quote| !quote.share.is_empty());
        named.map(|quote| quote.share.as_ptr().addr()).collect()
    };
    let (taken, taken_places) = (marks(&day), places(&day));
    let (viewer, window) = mpsc::channel();
    ticker(day.into_iter(), &viewer);
    drop(viewer);
    let arrived: Vec<Quote> = window.iter().collect();
    let seen = marks(&arrived);
    assert!(
        seen == taken,
        "The quotes of the day were {taken:?}, but the viewer, who stayed, was sent {seen:?}."
    );
    assert!(
        places(&arrived) == taken_places,
        "What the viewer was sent are copies of the quotes. There is one of each: the one that was taken is the one to send."
    );
}

/// A ticker may have very many quotes, or none.
#[test]
fn any_number_of_quotes() {
    for number in [0, 1, 1_500] {
        let (viewer, window) = mpsc::channel();
        // The market does not know how long the day will be: some of what it looks at is no quote.
        let quotes = (0..2 * number).filter(|cents| cents % 2 == 1);
        let quotes = quotes.map(|cents| Quote {
            share: "BREAD".to_owned(),
            cents,
        });
        let unsent = ticker(quotes, &viewer).is_some();
        drop(viewer);
        let sent = window.iter().count();
        assert!(
            sent as u64 == number && !unsent,
            "The number of quotes was {number}, and the viewer stayed. The number of those that were sent is {sent}{}.",
            if unsent {
                ", and `ticker` returned one as not sent"
            } else {
                ""
            }
        );
    }
}

/// When one viewer has left, the next one gets what is still to come.
#[test]
fn the_next_viewer_is_served() {
    let (gone, window) = mpsc::channel();
    drop(window);
    let mut taken = 0;
    let mut quotes = quotes(&mut taken);
    ticker(&mut quotes, &gone);
    let (viewer, window) = mpsc::channel();
    let unsent = ticker(&mut quotes, &viewer).map(|quote| quote.share);
    drop(viewer);
    let seen: Vec<String> = window.iter().map(|quote| quote.share).collect();
    assert!(
        seen == SHARES[1..] && unsent.is_none(),
        "One viewer was gone at the first of {SHARES:?}. The next one stayed for the rest, but was sent {seen:?}, and what came back was {}.",
        unsent.as_deref().unwrap_or("nothing")
    );
}

/// Whichever quote could not be sent, and whatever is on it, it comes back.
#[test]
fn any_quote_may_come_back() {
    const DAY: [(&str, u64); 5] = [
        ("TULIP", 90),
        ("TULIP", 90),
        ("", 90),
        (" GHOST\nTOWN\n", 0),
        ("", 0),
    ];
    for last in 0..DAY.len() {
        let (viewer, window) = mpsc::channel();
        let mut window = Some(window);
        let mut taken = 0;
        let mut places = Vec::new();
        let mut day = DAY.into_iter();
        let quotes = iter::from_fn(|| {
            if taken == last {
                // The viewer leaves after all the quotes before this one.
                drop(window.take());
            }
            let (share, cents) = day.next()?;
            taken += 1;
            let share = share.to_owned();
            places.push(share.as_ptr().addr());
            Some(Quote { share, cents })
        });
        let unsent = ticker(quotes, &viewer);
        let (share, cents) = DAY[last];
        let number = last + 1;
        let Some(unsent) = unsent else {
            panic!(
                "The viewer left before quote {number}, {share:?} at {cents}, but `ticker` said that everything was sent."
            );
        };
        assert!(
            unsent.share == share && unsent.cents == cents,
            "The viewer left before quote {number}, {share:?} at {cents}, but {:?} at {} came back.",
            unsent.share,
            unsent.cents
        );
        assert!(
            taken == number,
            "The viewer left before quote {number}, but the number of quotes that the ticker took is {taken}."
        );
        assert!(
            share.is_empty() || unsent.share.as_ptr().addr() == places[last],
            "The viewer left before quote {number}, {share:?} at {cents}. What came back looks the same, but is another one."
        );
    }
}

/// Another ticker with another viewer may run in the meantime.
#[test]
fn another_ticker_may_run_meanwhile() {
    let (viewer, window) = mpsc::channel();
    let (neighbour, next_window) = mpsc::channel();
    let mut inner = None;
    let bread = iter::once_with(|| {
        let tulips = [Quote {
            share: "TULIP".to_owned(),
            cents: 90,
        }];
        inner = ticker(tulips.into_iter(), &neighbour).map(|quote| quote.share);
        Quote {
            share: "BREAD".to_owned(),
            cents: 250,
        }
    });
    let outer = ticker(bread, &viewer).map(|quote| quote.share);
    drop((viewer, neighbour));
    let seen = [window, next_window].map(|window| {
        let shares = window.iter().map(|quote| quote.share);
        shares.collect::<Vec<_>>()
    });
    assert!(
        seen == [["BREAD"], ["TULIP"]] && outer.is_none() && inner.is_none(),
        "While one ticker took a quote of BREAD for its viewer, another one sent one of TULIP to its own. What the two viewers \
         were sent is {seen:?}, and what came back {:?} and {:?}.",
        outer.as_deref().unwrap_or("nothing"),
        inner.as_deref().unwrap_or("nothing")
    );
}
