//! A guest who wakes up looks again: `while`, not `if`. Between the notification and the guest's
//! lock another one may have taken the plate, and a wait may end for no reason. Several plates wake
//! all who sleep: those who find nothing wait again.

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
        while plates.is_empty() {
            plates = self.bell.wait(plates).unwrap();
        }
        plates.pop().expect("there is a plate")
    }

    /// The kitchen brings one plate, or many.
    pub fn refill(&self, plates: Vec<String>) {
        self.plates.lock().unwrap().extend(plates);
        self.bell.notify_all();
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
