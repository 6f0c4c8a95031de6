use exercise::chat;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::mpsc::{self, Sender};
use std::thread;

type Guest = Box<dyn FnOnce(Sender<String>) + Send>;

/// Says these lines, then goes.
fn guest(lines: &'static [&'static str]) -> Guest {
    Box::new(move |pen| {
        for &line in lines {
            // A log that was closed too soon is found out by what is missing.
            let _ = pen.send(line.to_owned());
        }
    })
}

fn must_hold(log: &[String], line: &str) {
    assert!(
        log.iter().any(|logged| logged == line),
        "{line:?} is missing from the log, which says {log:?}."
    );
}

/// Everything that the guests say is in the log, and then the log is closed.
#[test]
fn every_line_is_in_the_log() {
    let log = chat(vec![guest(&["hello"]), guest(&["hush!"])]);
    must_hold(&log, "hello");
    must_hold(&log, "hush!");
    assert!(
        log.len() == 2,
        "Two lines were written, but the log has {}: {log:?}.",
        log.len()
    );
}

/// A guest may talk for as long as they like, with hours of silence in between, and say the same or nothing in a line.
#[test]
fn guests_talk_as_long_as_they_like() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    let speech = [
        "hello?",
        "anybody?",
        "",
        "hello?",
        "hello?",
        "  hello? \n\n\tIs anybody there, in the back row or behind the piano?\r\n",
        "goodbye",
    ];
    let talkative: Guest = Box::new(move |pen| {
        for line in speech {
            quiesce();
            let _ = pen.send(line.to_owned());
        }
    });
    let log = chat(vec![talkative]);
    for line in speech {
        must_hold(&log, line);
    }
    assert!(
        log == speech,
        "A guest said {speech:?}, but the log says {log:?}."
    );
}

/// A guest who says nothing does not hold up the log, and neither does an empty room.
#[test]
fn nobody_has_to_speak() {
    for silent in [0, 1, 2] {
        let log = chat((0..silent).map(|_| guest(&[])).collect());
        assert!(
            log.is_empty(),
            "The number of guests was {silent}, and nobody said a word, but the log says {log:?}."
        );
    }
}

/// However many lines each guest writes, even the same ones, all of them are in the log, each guest's in their order.
#[test]
fn some_say_more_than_others() {
    const MUCH: [&str; 3] = ["yes", "no", "maybe"];
    for (first, second) in [(&MUCH[..], &["yes"][..]), (&["yes"], &MUCH), (&[], &MUCH)] {
        let log = chat(vec![guest(first), guest(second)]);
        let mut wanted = [first, second].concat();
        let mut lines: Vec<&str> = log.iter().map(String::as_str).collect();
        wanted.sort();
        lines.sort();
        assert!(
            lines == wanted,
            "One guest said {first:?} and another one {second:?}, but the log says {log:?}."
        );
        let place = |line: &str| log.iter().position(|logged| logged == line);
        assert!(
            place("no") < place("maybe"),
            "A guest said {MUCH:?}, in this order, but the log says {log:?}."
        );
    }
    let log = chat(vec![guest(&MUCH)]);
    assert!(
        log == MUCH,
        "The only guest said {MUCH:?}, but the log says {log:?}."
    );
}

/// A friend's lines are in the log as well, even when the guest has left already.
#[test]
fn friends_are_heard() {
    let sociable: Guest = Box::new(|pen| {
        let friend = pen.clone();
        thread::spawn(move || friend.send("I'm with her".to_owned()));
        let _ = pen.send("this is my friend".to_owned());
    });
    let log = chat(vec![sociable]);
    let heard = |line: &str| log.iter().any(|logged| logged == line);
    assert!(
        heard("this is my friend"),
        "What the guest wrote is missing from the log: {log:?}."
    );
    assert!(
        heard("I'm with her"),
        "A guest brought a friend and left, and what the friend wrote is missing from the log: {log:?}."
    );
}

/// The guests are in the room at the same time, each on a thread of their own.
#[test]
fn they_talk_at_the_same_time() {
    let room = Meeting::new(3);
    let log = ThreadLog::new();
    let guests = ["Ada", "Boris", "Chen"].map(|name| {
        let (room, log) = (room.clone(), log.clone());
        move |_pen: Sender<String>| {
            log.note(name);
            room.wait(name);
        }
    });
    chat(guests.into());
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main` talked in the place of {}.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 3,
        "3 guests talked, each for themselves, but the number of threads that talked is {threads}."
    );
}

/// However many guests there are, all of them are in the room at the same time.
#[test]
fn many_guests_talk_at_the_same_time() {
    // On real threads there is room for more of them.
    let number = if thread_count().is_none() { 20 } else { 5 };
    let room = Meeting::new(number);
    let guests = (1..=number).map(|guest| {
        let room = room.clone();
        move |pen: Sender<String>| {
            room.wait(format!("guest {guest}"));
            drop(pen);
        }
    });
    let log = chat(guests.collect());
    assert!(
        log.is_empty(),
        "There were {number} guests, and nobody said a word, but the log says {log:?}."
    );
}

/// A log may get very long.
#[test]
fn a_log_may_get_very_long() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    const LINES: usize = 300;
    let novelist: Guest = Box::new(|pen| {
        for page in 1..=LINES {
            // The log keeps up with the novel, so that there is one interleaving to look at.
            quiesce();
            let _ = pen.send(format!("page {page}"));
        }
    });
    let log = chat(vec![novelist]);
    assert!(
        log.len() == LINES && log.last().is_some_and(|line| line == "page 300"),
        "A guest wrote {LINES} lines, the last of which is \"page 300\". The log has {} lines, and the last one is {:?}.",
        log.len(),
        log.last()
    );
}

/// Every room has its own log, even while there are guests in another one.
#[test]
fn another_room_has_another_log() {
    let (door, next_door) = mpsc::channel();
    let host: Guest = Box::new(move |pen| {
        let _ = pen.send("ours".to_owned());
        // The next room is opened and closed in the meantime.
        let _ = door.send(chat(vec![guest(&["theirs"])]));
    });
    let ours = chat(vec![host]);
    let theirs = next_door.recv().unwrap_or_default();
    assert!(
        ours == ["ours"] && theirs == ["theirs"],
        "In one room a guest wrote \"ours\", and in the next one, at the same time, another guest wrote \"theirs\". \
         The logs of the two rooms say {ours:?} and {theirs:?}."
    );
    let later = chat(vec![guest(&["good morning"])]);
    assert!(
        later == ["good morning"],
        "On the next day a guest wrote \"good morning\". That day's log says {later:?}."
    );
}
