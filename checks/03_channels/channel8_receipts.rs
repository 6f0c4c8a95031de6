use std::sync::mpsc::{self, Receiver};
use std::thread;

use exercise::{Letter, deliver};
use probes::{ThreadLog, no_thread_left_behind, quiesce};

fn texts(count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| format!("letter {number}"))
        .collect()
}

/// A reader who opens every letter gets all of them, in their order, and all of them count, whatever they say.
#[test]
fn every_letter_is_opened() {
    for wrote in [&[][..], &["Dear Ada"], &["once", "", "once"]] {
        let wrote: Vec<String> = wrote.iter().map(|&text| text.to_owned()).collect();
        let (tell, told) = mpsc::channel();
        let opened = deliver(wrote.clone(), move |letters: Receiver<Letter>| {
            let read: Vec<String> = letters.iter().map(Letter::open).collect();
            tell.send(read).unwrap();
        });
        let read = told.recv().unwrap_or_default();
        assert!(
            read == wrote,
            "There were {wrote:?}, and the reader, who stayed to the end, got {read:?}."
        );
        let count = wrote.len();
        assert!(
            opened == count,
            "The reader opened all of {count} letters, but `deliver` returned {opened}."
        );
    }
}

/// The reader works on a thread of their own.
#[test]
fn the_reader_has_a_thread() {
    let log = ThreadLog::new();
    let notes = log.clone();
    deliver(texts(1), move |letters: Receiver<Letter>| {
        drop(letters);
        notes.note("reads");
    });
    assert!(
        log.at_home().is_empty(),
        "The reader worked on the thread that called `deliver`, and should have one of their own."
    );
}

/// A letter that was sent to a reader who leaves does not count.
#[test]
fn the_reader_leaves_early() {
    let opened = deliver(texts(2), |letters: Receiver<Letter>| {
        letters.recv().map_or_else(|_| String::new(), Letter::open);
    });
    assert!(
        opened == 1,
        "The reader opened one of 2 letters and left, but `deliver` returned {opened}."
    );
}

/// A letter that was received, but not opened, does not count.
#[test]
fn an_unopened_letter_does_not_count() {
    let opened = deliver(texts(3), |letters: Receiver<Letter>| {
        for (index, letter) in letters.iter().enumerate() {
            if index == 1 {
                letter.open();
            }
        }
    });
    assert!(
        opened == 1,
        "The reader received 3 letters and opened one of them, but `deliver` returned {opened}."
    );
}

/// However slow the reader is, `deliver` sleeps until the reader's thread has ended.
#[test]
fn sleeps_until_the_reader_has_left() {
    no_thread_left_behind();
    let opened = deliver(texts(1), |letters: Receiver<Letter>| {
        // Code that polls, or gives up after some time, does so before this is over.
        quiesce();
        letters.recv().map_or_else(|_| String::new(), Letter::open);
    });
    assert!(
        opened == 1,
        "A slow reader opened the only letter in the end, but `deliver` returned {opened}."
    );
}

/// Two readers at the same time do not mix their receipts.
#[test]
fn two_readers_do_not_mix() {
    let keen = |letters: Receiver<Letter>| letters.iter().map(Letter::open).for_each(drop);
    let elsewhere = thread::spawn(move || deliver(texts(1), keen));
    let here = deliver(texts(1), drop);
    let there = elsewhere.join().unwrap();
    assert!(
        (here, there) == (0, 1),
        "One reader opened nothing and another one a single letter, but the counts were {here} and {there}."
    );
}
