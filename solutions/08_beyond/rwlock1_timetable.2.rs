//! Most extra trains are on the board already, and to see that takes only a read lock. If the train
//! is not there, release that lock, take the write lock, and look again: another thread may have
//! been faster.

use std::sync::RwLock;

fn has(trains: &[String], train: &str) -> bool {
    trains.iter().any(|other| other == train)
}

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
        look(&self.trains.read().unwrap())
    }

    /// The station master changes the board.
    pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)) {
        edit(&mut self.trains.write().unwrap());
    }

    /// Puts an extra train on the board, unless it is there already. Says whether it was new.
    pub fn add_extra(&self, train: &str) -> bool {
        if self.read(|trains| has(trains, train)) {
            return false;
        }
        let mut is_new = false;
        self.change(|trains| {
            is_new = !has(trains, train);
            if is_new {
                trains.push(train.to_owned());
            }
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
