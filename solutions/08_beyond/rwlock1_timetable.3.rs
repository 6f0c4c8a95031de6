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
//!
//! Another way: the booth holds only the address of the board. Readers step in, note it, and read outside. Who
//! changes a board that is being read makes a new one (`make_mut`) while the others finish reading the old one.

use std::sync::{Arc, Mutex};

pub struct Timetable {
    trains: Mutex<Arc<Vec<String>>>,
}

impl Timetable {
    pub fn new(trains: Vec<String>) -> Timetable {
        Timetable {
            trains: Mutex::new(Arc::new(trains)),
        }
    }

    /// A passenger reads the board, for as long as `look` takes.
    pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T {
        let trains = Arc::clone(&self.trains.lock().unwrap());
        look(&trains)
    }

    /// The station master changes the board.
    pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)) {
        let mut trains = self.trains.lock().unwrap();
        edit(Arc::make_mut(&mut trains));
    }

    /// Puts an extra train on the board, unless it is there already. Says whether it was new.
    pub fn add_extra(&self, train: &str) -> bool {
        let mut is_new = false;
        self.change(|trains| {
            is_new = !trains.iter().any(|other| other == train);
            trains.extend(is_new.then(|| train.to_owned()));
        });
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
