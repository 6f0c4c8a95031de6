use exercise::Timetable;
use probes::{Meeting, quiesce};
use std::panic::resume_unwind;
use std::thread::{Builder, Scope, ScopedJoinHandle, scope};

fn timetable(trains: &[&str]) -> Timetable {
    Timetable::new(trains.iter().map(|train| train.to_string()).collect())
}

fn board(timetable: &Timetable) -> String {
    timetable.read(|trains| trains.join(", "))
}

/// In any order: where an extra train is put is up to whoever puts it there.
fn trains_on(timetable: &Timetable) -> Vec<String> {
    let mut trains = timetable.read(<[String]>::to_vec);
    trains.sort();
    trains
}

/// Somebody at the station, on a thread with a name.
fn start<'scope, T: Send + 'scope>(
    station: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let thread = Builder::new().name(name.to_owned());
    thread.spawn_scoped(station, work).unwrap()
}

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// What is on the board can be read, changed, and read again.
#[test]
fn the_board_shows_every_change() {
    let timetable = timetable(&["8:15 Bern"]);
    let before = board(&timetable);
    assert!(
        before == "8:15 Bern",
        "On the board was 8:15 Bern, but what was read is: {before}."
    );
    timetable.change(|trains| trains[0] = "8:20 Bern".to_owned());
    let after = board(&timetable);
    assert!(
        after == "8:20 Bern",
        "8:15 Bern was changed to 8:20 Bern. What was read afterwards is: {after}."
    );
    let new = timetable.add_extra("8:59 Ulm");
    let again = timetable.add_extra("8:59 Ulm");
    assert!(
        new && !again && trains_on(&timetable) == ["8:20 Bern", "8:59 Ulm"],
        "On the board was 8:20 Bern. The extra train 8:59 Ulm was added twice, one time after the other. The answers were \
         {new} and {again}, and on the board is: {}.",
        board(&timetable)
    );
    let others = [
        "18:59 Ulm",
        "59 Ulm",
        "8:59 Bern",
        "9:02 Ulm",
        "8:59 ULM",
        "8:59 Ulm ",
        "8:59",
        "",
    ];
    for (index, other) in others.into_iter().enumerate() {
        let new = timetable.add_extra(other);
        assert!(
            new && trains_on(&timetable).len() == index + 3,
            "On the board was 8:59 Ulm, and others. The extra train {other:?} was added, which was not there yet. The answer was \
             {new}, and on the board is: {}.",
            board(&timetable)
        );
    }
}

/// An extra train is new if it is not on the board at that moment, no matter what was on it before.
#[test]
fn the_board_says_what_is_new() {
    let timetable = timetable(&["8:15 Bern"]);
    timetable.change(|trains| trains.push("8:59 Ulm".to_owned()));
    for train in ["8:15 Bern", "8:59 Ulm"] {
        let new = timetable.add_extra(train);
        assert!(
            !new,
            "On the board were 8:15 Bern and 8:59 Ulm. {train} was added once more, and `add_extra` said that it was new."
        );
    }
    timetable.change(|trains| trains.retain(|train| train != "8:59 Ulm"));
    let new = timetable.add_extra("8:59 Ulm");
    assert!(
        new && trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm"],
        "The station master had taken 8:59 Ulm off the board, and then it was added once more. `add_extra` said {new}, and on \
         the board is: {}.",
        board(&timetable)
    );
}

/// The station master may write what they like, and an extra train changes nothing of it.
#[test]
fn an_extra_train_changes_nothing_else() {
    let trains = ["9:02 Ulm", "8:15 Bern", "", "8:15 Bern", "8:15 bern "];
    let timetable = timetable(&trains);
    let answers = ["8:15 Bern", "8:59 Ulm", "8:15 bern "].map(|train| timetable.add_extra(train));
    let after = timetable.read(<[String]>::to_vec);
    let left: Vec<_> = after.iter().filter(|train| *train != "8:59 Ulm").collect();
    assert!(
        answers == [false, true, false] && after.len() == 6 && left == trains,
        "On the board was {trains:?}. Then 8:15 Bern, 8:59 Ulm and \"8:15 bern \" were added: the answers were {answers:?}. Now on the board is \
         {after:?}."
    );
}

/// Each timetable is a board of its own.
#[test]
fn every_booth_has_its_board() {
    let (north, south) = (timetable(&["8:15 Bern"]), timetable(&["9:02 Ulm"]));
    let new = north.add_extra("9:02 Ulm");
    let extra = [&north, &south].map(|timetable| timetable.add_extra("8:59 Linz"));
    assert!(
        extra == [true, true],
        "The extra train 8:59 Linz was added to the north board, and then to the south board. The answers were {extra:?}."
    );
    [&north, &south]
        .map(|timetable| timetable.change(|trains| trains.retain(|train| train != "8:59 Linz")));
    let (north, south) = (trains_on(&north), trains_on(&south));
    assert!(
        new && north == ["8:15 Bern", "9:02 Ulm"] && south == ["9:02 Ulm"],
        "On the north board was 8:15 Bern, and on the south board 9:02 Ulm, which was then added to the north board too. The \
         answer was {new}. On the north board is now {north:?}, and on the south board {south:?}."
    );
}

/// Any number of passengers can read at the same time, and what they read is the same board.
///
/// ```
/// use std::{cell::Cell, rc::Rc};
/// let timetable = exercise::Timetable::new(vec![String::from("8:15 Bern")]);
/// let (seen, ticket) = (Cell::new(0), String::from("return"));
/// let ticket: Rc<String> = timetable.read(|trains| {
///     seen.set(trains.len());
///     Rc::new(ticket)
/// });
/// timetable.change(|trains| trains.extend(Rc::into_inner(ticket)));
/// ```
#[test]
fn passengers_read_together() {
    let timetable = timetable(&["8:15 Bern"]);
    let meeting = Meeting::new(3);
    let look = || {
        timetable.read(|trains| {
            meeting.wait("a reader at the board");
            trains.as_ptr() as usize
        })
    };
    let [one, two, three] = scope(|station| {
        let passengers = ["passenger 1", "passenger 2", "passenger 3"];
        let passengers = passengers.map(|name| start(station, name, look));
        passengers.map(joined)
    });
    assert!(
        one == two && two == three,
        "Three passengers read at the same time, and they were not all given the same board: there are copies."
    );
}

/// A reader sees the board as it is before a change, or as it is after it.
#[test]
fn nobody_reads_half_a_change() {
    let timetable = timetable(&["8:15 Bern"]);
    let seen = scope(|station| {
        let passenger = start(station, "the passenger", || board(&timetable));
        timetable.change(|trains| {
            trains.clear();
            trains.push("8:20 Bern".to_owned());
        });
        joined(passenger)
    });
    let after = board(&timetable);
    assert!(
        after == "8:20 Bern",
        "8:15 Bern was changed to 8:20 Bern while somebody read the board. Afterwards, on the board is: {after}."
    );
    assert!(
        seen == "8:15 Bern" || seen == "8:20 Bern",
        "8:15 Bern was being changed to 8:20 Bern. Somebody who read the board meanwhile saw: {seen}."
    );
}

/// An extra train that is added while somebody reads gets onto the board.
#[test]
fn a_reader_keeps_no_train_off() {
    let timetable = timetable(&["8:15 Bern"]);
    let (seen, new) = scope(|station| {
        let passenger = start(station, "the passenger", || trains_on(&timetable).len());
        let new = timetable.add_extra("8:59 Ulm");
        (joined(passenger), new)
    });
    assert!(
        new && trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm"],
        "8:59 Ulm was added while somebody read the board and saw {seen} of the trains. `add_extra` said {new}, and on the \
         board is: {}.",
        board(&timetable)
    );
}

/// While somebody reads for hours, a thread that wants to write sleeps, and writes afterwards.
#[test]
fn who_writes_waits_asleep() {
    let timetable = timetable(&["8:15 Bern"]);
    scope(|station| {
        timetable.read(|_| {
            start(station, "the master", || {
                timetable.change(|trains| trains.push("9:02 Ulm".to_owned()));
            });
            start(station, "the clerk", || timetable.add_extra("8:59 Ulm"));
            quiesce();
        });
    });
    assert!(
        trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm", "9:02 Ulm"],
        "On the board was 8:15 Bern. While somebody read it, the master came to write 9:02 Ulm, and a clerk to add 8:59 Ulm. In \
         the end, on the board is: {}.",
        board(&timetable)
    );
}

/// The station master can change the board while a clerk adds an extra train: both stay, and the same train stays single.
#[test]
fn changes_and_extra_trains_get_on() {
    let timetable = timetable(&[]);
    let new = scope(|station| {
        let clerk = start(station, "the clerk", || timetable.add_extra("8:59 Ulm"));
        timetable.change(|trains| {
            trains.push("8:15 Bern".to_owned());
            if !trains.iter().any(|train| train == "8:59 Ulm") {
                trains.push("8:59 Ulm".to_owned());
            }
        });
        joined(clerk)
    });
    assert!(
        trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm"],
        "The master put 8:15 Bern on the board, and 8:59 Ulm unless it was there. A clerk added 8:59 Ulm at the same time, and \
         was told {new}. On the board is: {}.",
        board(&timetable)
    );
}

/// The station master can put one train in the place of another while a clerk adds it: it is on the board once.
#[test]
fn one_train_for_another() {
    let timetable = timetable(&["8:15 Bern"]);
    let new = scope(|station| {
        let clerk = start(station, "the clerk", || timetable.add_extra("8:59 Ulm"));
        timetable.change(|trains| *trains = vec!["8:59 Ulm".to_owned()]);
        joined(clerk)
    });
    assert!(
        trains_on(&timetable) == ["8:59 Ulm"],
        "On the board was 8:15 Bern. The master wiped the board and wrote 8:59 Ulm on it. A clerk added 8:59 Ulm at the same \
         time, and was told {new}. On the board is: {}.",
        board(&timetable)
    );
}

/// When two people change the board, both changes stay.
#[test]
fn no_change_gets_lost() {
    let timetable = timetable(&[]);
    scope(|station| {
        let master = start(station, "the master", || {
            timetable.change(|trains| trains.push("8:15 Bern".to_owned()));
        });
        let clerk = start(station, "the clerk", || {
            timetable.change(|trains| trains.push("9:02 Ulm".to_owned()));
        });
        joined(master);
        joined(clerk);
    });
    let trains = timetable.read(<[String]>::len);
    assert!(
        trains == 2,
        "Two people put a train on the empty board, 8:15 Bern and 9:02 Ulm. Now there is: {}.",
        board(&timetable)
    );
}

/// When clerks add the same extra train, it is on the board once, and one of them is told so.
#[test]
fn an_extra_train_is_added_once() {
    let timetable = timetable(&["8:15 Bern"]);
    let told = scope(|station| {
        let clerks = ["Alf", "Bea", "Cem"];
        let clerks = clerks.map(|name| start(station, name, || timetable.add_extra("8:59 Ulm")));
        clerks.map(joined)
    });
    assert!(
        trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm"],
        "On the board was 8:15 Bern. Alf, Bea and Cem all added 8:59 Ulm. On the board is: {}.",
        board(&timetable)
    );
    let first = told.iter().filter(|&&new| new).count();
    assert!(
        first == 1,
        "Alf, Bea and Cem all added 8:59 Ulm. One of them was first, but they were told {told:?}."
    );
}
