//! `wait_while` has the loop inside. Here the kitchen wakes one guest, and each guest who sees that something is left
//! wakes the next one. First come, first served: the plates are a queue.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct Buffet {
    plates: Mutex<VecDeque<String>>,
    bell: Condvar,
}

impl Buffet {
    pub fn empty() -> Buffet {
        Buffet {
            plates: Mutex::new(VecDeque::new()),
            bell: Condvar::new(),
        }
    }

    /// A guest takes a plate, and waits for one if there is none.
    pub fn take(&self) -> String {
        let plates = self.plates.lock().unwrap();
        let mut plates = self
            .bell
            .wait_while(plates, |plates| plates.is_empty())
            .unwrap();
        let plate = plates.pop_front().expect("there is a plate");
        if !plates.is_empty() {
            self.bell.notify_one();
        }
        plate
    }

    /// The kitchen brings one plate, or many.
    pub fn refill(&self, plates: Vec<String>) {
        self.plates.lock().unwrap().extend(plates);
        self.bell.notify_one();
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
