//! Another way: the mutex holds only a pointer to the board. Readers clone it, and read without the
//! lock. Changing a board that is being read makes a new one (`make_mut`), while the others finish
//! reading the old one.

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
