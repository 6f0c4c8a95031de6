// verdict: fails_in_some_interleaving
// says: In the end, on the board is: 8:15 Bern, 9:02 Ulm.
//! The timetable in the phone booth
//!
//! To protect it from scribblers, the station has hung its timetable into a phone booth: whoever wants to read it
//! goes in alone. The queue of readers goes twice around the station. All they do is read!
//! Now and then the station master changes something or puts an extra train on the board. Yesterday two clerks
//! were told of the same extra train, and it is on the board twice. Half the town waits for the second one.
//!
//! Goal: everyone can read at the same time, and they all read the same board, nobody a copy of their own. No change
//! gets lost. Whoever calls `add_extra` first adds the train and gets `true`, everybody else gets `false`. Trains are the
//! same if all they are called is.
//!
//! Keep: pub struct Timetable, pub fn new(trains: Vec<String>) -> Timetable,
//!       pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T,
//!       pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)), pub fn add_extra(&self, train: &str) -> bool

use std::sync::RwLock;

pub struct Timetable {
    trains: RwLock<Vec<String>>,
}

impl Timetable {
    pub fn new(trains: Vec<String>) -> Timetable {
        Timetable {
            trains: RwLock::new(trains),
        }
    }

    /// A passenger reads the board, for as long as `look` takes.
    pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T {
        let trains = self.trains.read().unwrap();
        look(&trains)
    }

    /// The station master changes the board.
    pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)) {
        // So that nobody has to wait while we edit.
        let mut trains = self.trains.read().unwrap().clone();
        edit(&mut trains);
        *self.trains.write().unwrap() = trains;
    }

    /// Puts an extra train on the board, unless it is there already. Says whether it was new.
    pub fn add_extra(&self, train: &str) -> bool {
        let mut trains = self.trains.write().unwrap();
        let is_new = !trains.iter().any(|other| other == train);
        if is_new {
            trains.push(train.to_owned());
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
