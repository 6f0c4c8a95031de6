//! One notification for each plate wakes as many guests as there are plates, and no more. The loop
//! takes the plate itself instead of asking whether there is one.

use std::sync::{Condvar, Mutex};

pub struct Buffet {
    plates: Mutex<Vec<String>>,
    bell: Condvar,
}

impl Buffet {
    pub fn empty() -> Buffet {
        Buffet {
            plates: Mutex::new(Vec::new()),
            bell: Condvar::new(),
        }
    }

    /// A guest takes a plate, and waits for one if there is none.
    pub fn take(&self) -> String {
        let mut plates = self.plates.lock().unwrap();
        loop {
            if let Some(plate) = plates.pop() {
                return plate;
            }
            plates = self.bell.wait(plates).unwrap();
        }
    }

    /// The kitchen brings one plate, or many.
    pub fn refill(&self, plates: Vec<String>) {
        let mut buffet = self.plates.lock().unwrap();
        for plate in plates {
            buffet.push(plate);
            self.bell.notify_one();
        }
    }
}

pub fn main() {
    let buffet = Buffet::empty();
    std::thread::scope(|hotel| {
        for guest in ["Ada", "Grace", "Edsger"] {
            let buffet = &buffet;
            hotel.spawn(move || println!("{guest} has {}", buffet.take()));
        }
        buffet.refill(vec!["a croissant".to_owned()]);
        buffet.refill(vec!["an egg".to_owned(), "the last croissant".to_owned()]);
    });
}
