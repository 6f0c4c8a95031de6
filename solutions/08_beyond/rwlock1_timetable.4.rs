//! The extra train may be put anywhere on the board: here it is the first.

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
    pub fn read<T>(&self, look: impl FnOnce(&[String]) -> T) -> T {
        look(&self.trains.read().unwrap())
    }
    pub fn change(&self, edit: impl FnOnce(&mut Vec<String>)) {
        edit(&mut self.trains.write().unwrap())
    }
    pub fn add_extra(&self, train: &str) -> bool {
        let mut trains = self.trains.write().unwrap();
        if trains.iter().any(|t| t == train) {
            return false;
        }
        trains.insert(0, train.to_owned());
        true
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
