use exercise::{Template, write_letters};
use probes::{Meeting, ThreadLog};
use std::sync::OnceLock;

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
    let lists: [&[&str]; 3] = [&GUESTS, &["Ada"], &[]];
    for names in lists {
        let letters = write_letters(template("Dear {guest}!"), guests(names), Template::fill);
        let wanted: Vec<String> = names.iter().map(|name| format!("Dear {name}!")).collect();
        assert!(
            letters == wanted,
            "The guest list was {names:?}, but the letters came out as {letters:?}."
        );
    }
}

static LOG: OnceLock<ThreadLog> = OnceLock::new();

fn write_and_note(template: &Template, guest: &str) -> String {
    LOG.get_or_init(ThreadLog::new).note(guest);
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

/// More than are likely to be let in at a time.
const WRITERS: [&str; 5] = ["Boris", "Chen", "Ada", "Dora", "Eli"];

static MEETING: OnceLock<Meeting> = OnceLock::new();

fn write_together(template: &Template, guest: &str) -> String {
    MEETING
        .get_or_init(|| Meeting::new(WRITERS.len()))
        .wait(format_args!("the writer of {guest}'s letter"));
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
        "Five writers should have met at work, but when `write_letters` returned only {met} had called `write`."
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
        "After the wedding a second mailing said \"Thank you for the cake, {{guest}}!\", but Boris was sent {thanks:?}. Where did the first mailing leave its template? A `static` lives as long as the program and keeps what it was first given."
    );
}
