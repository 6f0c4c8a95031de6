//! The timetable in the phone booth
//!
//! To protect it from scribblers, the station has put its timetable into a phone booth: readers go
//! in one at a time. The queue goes twice around the station. All they do is read! Now and then the
//! station master changes something or puts an extra train on the board. Yesterday two clerks were
//! told of the same extra train, and it is on the board twice. Half the town waits for the second
//! one.
//!
//! Goal: everyone can read at the same time, and they all read the same board, not copies of it. No
//! change gets lost. The first call of `add_extra` for a train adds it and returns `true`, the
//! others return `false`. Two trains are the same if their whole texts are equal.
//!
//! Keep: pub struct Timetable, pub fn new(trains: Vec<String>) -> Timetable,
//!       pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T,
//!       pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)), pub fn add_extra(&self, train: &str) -> bool

use std::sync::Mutex;

pub struct Timetable {
    // TODO: one at a time is right for those who write. For those who read there is something better.
    trains: Mutex<Vec<String>>,
}

impl Timetable {
    pub fn new(trains: Vec<String>) -> Timetable {
        Timetable {
            trains: Mutex::new(trains),
        }
    }

    /// A passenger reads the board, for as long as `look` takes.
    pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T {
        let trains = self.trains.lock().unwrap();
        look(&trains)
    }

    /// The station master changes the board.
    pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)) {
        let mut trains = self.trains.lock().unwrap();
        edit(&mut trains);
    }

    /// Puts an extra train on the board, unless it is there already. Says whether it was new.
    pub fn add_extra(&self, train: &str) -> bool {
        // TODO: what may another thread do between these two lines?
        let is_new = self.read(|trains| !trains.iter().any(|other| other == train));
        if is_new {
            self.change(|trains| trains.push(train.to_owned()));
        }
        is_new
    }
}

pub fn main() {
    let timetable = Timetable::new(vec!["8:15 Bern".to_owned(), "9:02 Ulm".to_owned()]);
    std::thread::scope(|station| {
        for clerk in ["Alf", "Bea"] {
            let timetable = &timetable;
            station.spawn(move || {
                let added = timetable.add_extra("8:59 Ulm");
                println!("{clerk} has added the train: {added}");
            });
        }
    });
    timetable.read(|trains| println!("{}", trains.join("\n")));
}
