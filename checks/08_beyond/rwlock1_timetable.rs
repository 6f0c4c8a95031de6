use exercise::Timetable;
use probes::Meeting;
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
    let other = timetable.add_extra("18:59 Ulm");
    let third = timetable.add_extra("59 Ulm");
    assert!(
        other && third && trains_on(&timetable).len() == 4,
        "On the board was 8:59 Ulm. The extra trains 18:59 Ulm and 59 Ulm were added, which are others. The answers were \
         {other} and {third}, and on the board is: {}.",
        board(&timetable)
    );
}

/// Two passengers can read at the same time, and what they read is the same board.
#[test]
fn passengers_read_together() {
    let timetable = timetable(&["8:15 Bern"]);
    let meeting = Meeting::new(2);
    let look = || {
        timetable.read(|trains| {
            meeting.wait("a reader at the board");
            trains.as_ptr() as usize
        })
    };
    let (one, two) = scope(|station| {
        let one = start(station, "passenger 1", look);
        let two = start(station, "passenger 2", look);
        (joined(one), joined(two))
    });
    assert!(
        one == two,
        "Two passengers read at the same time, and each was given a copy of the board."
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

/// When two clerks add the same extra train, it is on the board once, and one of them is told so.
#[test]
fn an_extra_train_is_added_once() {
    let timetable = timetable(&["8:15 Bern"]);
    let (alf, bea) = scope(|station| {
        let alf = start(station, "Alf", || timetable.add_extra("8:59 Ulm"));
        let bea = start(station, "Bea", || timetable.add_extra("8:59 Ulm"));
        (joined(alf), joined(bea))
    });
    assert!(
        trains_on(&timetable) == ["8:15 Bern", "8:59 Ulm"],
        "On the board was 8:15 Bern. Alf and Bea both added 8:59 Ulm. On the board is: {}.",
        board(&timetable)
    );
    assert!(
        alf != bea,
        "Alf and Bea both added 8:59 Ulm. One of them was first, but both were told {alf}."
    );
}
