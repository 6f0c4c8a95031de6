use exercise::sign_in;
use probes::{Meeting, ThreadLog, quiesce};
use std::sync::mpsc;
use std::thread;

fn guests(names: &[&'static str]) -> Vec<impl FnOnce() -> String + Send + 'static> {
    names
        .iter()
        .map(|&name| move || String::from(name))
        .collect()
}

/// The names in the book, in alphabetical order.
fn names(book: &[(usize, String)]) -> Vec<&str> {
    let mut names: Vec<&str> = book.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Every guest has one line in the book, guests of the same name too.
///
/// ```
/// use std::cell::Cell;
/// let coat = String::from("a guest in ");
/// let (coat, hat) = (&coat, Cell::new("a hat"));
/// let _: Vec<(usize, String)> =
///     exercise::sign_in(vec![move || format!("{coat}{}", hat.take())]);
/// ```
#[test]
fn every_guest_has_a_line() {
    for came in [
        &["Ada", "Bo", "Cy"][..],
        &["Ada", "Ada"],
        &["", " Bo ", "Zoë"],
        &["Bo"],
        &[],
    ] {
        let book = sign_in(guests(came));
        assert!(
            names(&book) == came,
            "Each of {came:?} returned a name, and the book says {book:?}."
        );
    }
}

/// The lines have the numbers 1, 2, 3 and so on, from the first to the last.
#[test]
fn the_lines_are_numbered() {
    for came in [&["Ada", "Bo"][..], &["Ada", "Bo", "Cy"]] {
        let book = sign_in(guests(came));
        let numbers = book.iter().map(|(number, _)| *number);
        assert!(
            numbers.eq(1..=came.len()),
            "The guests were {came:?}, and the book says {book:?}."
        );
    }
}

/// All guests are called at the same time, each on a new thread of its own.
#[test]
fn all_come_at_the_same_time() {
    for names in [&["Ada", "Bo", "Cy"][..], &["Ada"]] {
        let (came, threads) = (Meeting::new(names.len()), ThreadLog::new());
        let guest = |&name| {
            let (came, threads) = (came.clone(), threads.clone());
            move || {
                came.wait(name);
                threads.note(name);
                String::from(name)
            }
        };
        sign_in(names.iter().map(guest).collect());
        assert!(
            threads.at_home().is_empty(),
            "The guests were {names:?}, and one was called on the thread that called `sign_in`. Each should come on a new thread of \
             its own."
        );
    }
}

/// However many come, all are called at the same time: of five guests, each waits for the next one.
#[test]
fn nobody_waits_outside() {
    let came = ["Ada", "Bo", "Cy", "Di", "Ed"];
    let mut guests = Vec::new();
    let mut before = None;
    for name in came {
        let (call, called) = mpsc::channel();
        let before = before.replace(call);
        guests.push(move || {
            if name != "Ed" {
                let _ = called.recv();
            }
            // The one who called has signed by then.
            quiesce();
            if let Some(before) = before {
                let _ = before.send(());
            }
            String::from(name)
        });
    }
    let book = sign_in(guests);
    assert!(
        names(&book) == came,
        "The guests were {came:?}, and the book says {book:?}."
    );
}

/// However slow a guest is, `sign_in` sleeps until all have signed.
#[test]
fn sleeps_until_all_have_signed() {
    for slow in ["Ada", "Bo"] {
        let guest = |name| {
            move || {
                if name == slow {
                    // Code that polls, or gives up after some time, does so before this is over.
                    quiesce();
                }
                String::from(name)
            }
        };
        let book = sign_in(["Ada", "Bo"].map(guest).into());
        assert!(
            names(&book) == ["Ada", "Bo"],
            "The guests were Ada and Bo, and {slow} was slow. When `sign_in` returned, the book said {book:?}."
        );
    }
}

/// A fair does not wait for another one, not even if a guest of that one holds it.
#[test]
fn a_fair_within_a_fair() {
    let guest = || match sign_in(guests(&["Bo"])).pop() {
        Some((1, name)) => format!("Ada, after {name}"),
        other => format!("Ada, after {other:?}"),
    };
    let book = sign_in(vec![guest]);
    assert!(
        book == [(1, String::from("Ada, after Bo"))],
        "Ada, the only guest of a fair, held a fair herself, to which only Bo came. The book of the first fair says {book:?}."
    );
}

/// Two fairs, one after the other or at the same time, have a book each.
#[test]
fn two_fairs_do_not_mix() {
    let before = sign_in(guests(&["Zoe"]));
    let other = thread::spawn(|| sign_in(guests(&["Bo"])));
    let here = sign_in(guests(&["Ada"]));
    let there = other.join().unwrap_or_default();
    for (book, name) in [(before, "Zoe"), (here, "Ada"), (there, "Bo")] {
        assert!(
            book == [(1, String::from(name))],
            "Three fairs had one guest each. {name} was the only guest of one of them, and the book says {book:?}."
        );
    }
}
