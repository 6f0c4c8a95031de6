//! An `RwLock` lets in many readers or one writer. A read guard cannot become a write guard, so a
//! thread that may have to write asks for the write lock at once, and looks and writes under it.

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
        let mut trains = self.trains.write().unwrap();
        edit(&mut trains);
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
