use exercise::{Template, write_letters};
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

/// Not in alphabetical order.
const GUESTS: [&str; 3] = ["Boris", "Chen", "Ada"];

fn template(text: &str) -> Template {
    Template {
        text: text.to_owned(),
    }
}

fn guests(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Every guest gets one letter, in the order of the list.
#[test]
fn every_guest_gets_a_letter() {
    let lists: [&[&str]; 4] = [&GUESTS, &["Ada"], &[], &["Eli", "Eli", "", " eli\n"]];
    for names in lists {
        let letters = write_letters(template("Dear {guest}!"), guests(names), Template::fill);
        let wanted: Vec<String> = names.iter().map(|name| format!("Dear {name}!")).collect();
        assert!(
            letters == wanted,
            "The guest list was {names:?}, but the letters came out as {letters:?}."
        );
    }
    let letters = write_letters(template(" To {guest}:\n"), guests(&GUESTS), Template::fill);
    let wanted = GUESTS.map(|name| format!(" To {name}:\n"));
    assert!(
        letters == wanted,
        "The letters should be {wanted:?}, but came out as {letters:?}."
    );
    for text in ["", "Come!"] {
        let letters = write_letters(template(text), guests(&GUESTS), Template::fill);
        assert!(
            letters == [text; 3],
            "Three guests should get the same letter, {text:?}, but what came out is {letters:?}."
        );
    }
    let shown = |template: &Template, guest: &str| format!("{guest}: {}", template.text);
    let letters = write_letters(template("Dear {guest}!"), guests(&GUESTS), shown);
    let wanted = GUESTS.map(|name| format!("{name}: Dear {{guest}}!"));
    assert!(
        letters == wanted,
        "Each of three writers noted the guest, and the template as it was: {wanted:?}. But what came out is {letters:?}."
    );
    let many: Vec<String> = (1..=11)
        .rev()
        .map(|number| format!("guest {number}"))
        .collect();
    let letters = write_letters(template("Dear {guest}!"), many.clone(), Template::fill);
    let wanted: Vec<String> = many.iter().map(|name| format!("Dear {name}!")).collect();
    assert!(
        letters == wanted,
        "The guest list was {many:?}, but the letters came out as {letters:?}."
    );
}

static LOG: OnceLock<ThreadLog> = OnceLock::new();

fn write_and_note(template: &Template, guest: &str) -> String {
    LOG.get().expect("set by the check").note(guest);
    template.fill(guest)
}

/// Each letter is written on a thread of its own.
#[test]
fn every_letter_has_its_own_thread() {
    let log = LOG.get_or_init(ThreadLog::new);
    write_letters(template("Dear {guest}!"), guests(&GUESTS), write_and_note);
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread main wrote to {at_home:?} itself; every letter should have a spawned writer."
    );
    let written = log.sorted();
    assert!(
        written == ["Ada", "Boris", "Chen"],
        "`write` should be called once for each of Ada, Boris and Chen, but when `write_letters` returned it had been \
         called for {written:?}."
    );
    let threads = log.threads();
    assert!(
        threads == 3,
        "Three letters should have three writers, but the number of threads that wrote was {threads}."
    );
}

/// The same mailing again is written again, by other writers, even when the template is empty.
#[test]
fn the_same_mailing_is_written_again() {
    let log = LOG.get_or_init(ThreadLog::new);
    for _ in 0..2 {
        write_letters(template(""), guests(&["Eli"]), write_and_note);
    }
    let (written, threads) = (log.count(), log.threads());
    assert!(
        written == 2,
        "The same mailing to one guest, an empty sheet, went out twice, but `write` was called {written} times."
    );
    assert!(
        threads == 2,
        "The same mailing to one guest went out twice. Each letter should have a writer, but the number of writers was {threads}."
    );
}

static LETTERS: AtomicUsize = AtomicUsize::new(0);

fn write_and_number(template: &Template, guest: &str) -> String {
    let number = LETTERS.fetch_add(1, SeqCst) + 1;
    format!("{} ({number})", write_and_note(template, guest))
}

/// Guests of the same name get a letter each.
#[test]
fn namesakes_get_a_letter_each() {
    let log = LOG.get_or_init(ThreadLog::new);
    let mut letters = write_letters(
        template("Dear {guest}!"),
        guests(&["Eli", "Eli"]),
        write_and_number,
    );
    let (written, threads) = (log.count(), log.threads());
    assert!(
        (written, threads) == (2, 2),
        "Two guests are called Eli. `write` should be called for each of them, by a writer each, but it was called {written} times, \
         and the number of writers was {threads}."
    );
    letters.sort();
    assert!(
        letters == ["Dear Eli! (1)", "Dear Eli! (2)"],
        "Two guests are called Eli, and each letter has a number. They should get the letters 1 and 2, but what came out is {letters:?}."
    );
}

/// More than are likely to be let in at a time.
const WRITERS: [&str; 7] = ["Boris", "Chen", "Ada", "Dora", "Eli", "Finn", "Gus"];

static MEETING: OnceLock<Meeting> = OnceLock::new();

fn write_together(template: &Template, guest: &str) -> String {
    let meeting = MEETING.get().expect("set by the check");
    meeting.wait(format_args!("the writer of {guest}'s letter"));
    template.fill(guest)
}

/// All writers are at work at the same time.
#[test]
fn all_writers_write_at_the_same_time() {
    let meeting = MEETING.get_or_init(|| Meeting::new(WRITERS.len()));
    write_letters(template("Dear {guest}!"), guests(&WRITERS), write_together);
    let met = meeting.count();
    assert!(
        met == WRITERS.len(),
        "Seven writers should have met at work, but when `write_letters` returned only {met} had called `write`."
    );
}

/// Each mailing uses the template it was given.
#[test]
fn each_mailing_uses_its_own_template() {
    let wedding = write_letters(
        template("Come to our wedding, {guest}!"),
        guests(&["Ada", "Boris"]),
        Template::fill,
    );
    assert!(
        wedding == ["Come to our wedding, Ada!", "Come to our wedding, Boris!"],
        "The invitations came out as {wedding:?}."
    );
    let thanks = write_letters(
        template("Thank you for the cake, {guest}!"),
        guests(&["Boris"]),
        Template::fill,
    );
    assert!(
        thanks == ["Thank you for the cake, Boris!"],
        "After the wedding a second mailing said \"Thank you for the cake, {{guest}}!\", but Boris was sent {thanks:?}. Where did the first mailing leave its template? If in a `static`: that lives as long as the program."
    );
}

/// Slower than everything else: code that polls, or gives up after some time, does so before this is over.
fn write_slowly(template: &Template, guest: &str) -> String {
    if guest == "Boris" {
        quiesce();
    }
    template.fill(guest)
}

/// However slow a writer is, `write_letters` sleeps until the last letter is written, and no longer.
#[test]
fn sleeps_until_the_last_letter_is_written() {
    for names in [["Boris", "Ada"], ["Ada", "Boris"]] {
        let before = Instant::now();
        let letters = write_letters(template("Dear {guest}!"), guests(&names), write_slowly);
        let took = before.elapsed();
        let wanted = names.map(|name| format!("Dear {name}!"));
        assert!(
            letters == wanted,
            "The guest list was {names:?}, and Boris' writer was slow. The letters came out as {letters:?}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these writers do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The writers took no time at all, but by the clock `write_letters` took {took:?}: it slept, or waited with a time limit. \
             Wait for the writers, not for the clock."
        );
    }
}

/// Two mailings at the same time do not mix, and neither waits for the other one.
#[test]
fn two_mailings_do_not_mix() {
    MEETING.get_or_init(|| Meeting::new(2));
    let mail =
        |text: &str, name: &str| write_letters(template(text), guests(&[name]), write_together);
    let other = thread::spawn(move || mail("Thank you, {guest}!", "Boris"));
    let here = mail("Please come, {guest}!", "Ada");
    let there = other.join();
    let Ok(there) = there else {
        panic!(
            "Two mailings were written at the same time, and for one of them `write_letters` panicked."
        );
    };
    assert!(
        here == ["Please come, Ada!"] && there == ["Thank you, Boris!"],
        "Two mailings were written at the same time. One should be \"Please come, Ada!\", but is {here:?}; the other one \
         \"Thank you, Boris!\", but is {there:?}."
    );
}
