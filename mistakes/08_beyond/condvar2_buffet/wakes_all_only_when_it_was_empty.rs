// verdict: deadlocks
// says: One plate wakes a guest.
// says: waits to be notified by `bell`
//! The last croissant
//!
//! Breakfast at the hotel. A guest who finds the buffet empty takes a nap beside it until the
//! kitchen brings something. This morning, a guest was woken, reached out with closed eyes and
//! grabbed the tablecloth: somebody had been faster. Another one is still asleep, beside a full
//! buffet.
//!
//! Goal: every call of `take` returns one plate as soon as there is one for it, no matter which
//! guest wakes up first. Until then the guest sleeps, and does not look again and again. No plate
//! goes to two guests, and no guest sleeps while there is a plate.
//!
//! Keep: pub struct Buffet, pub fn empty() -> Buffet, pub fn take(&self) -> String,
//!       pub fn refill(&self, plates: Vec<String>)

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
        plates.pop().expect("that was the tablecloth")
    }

    /// The kitchen brings one plate, or many.
    pub fn refill(&self, plates: Vec<String>) {
        let mut here = self.plates.lock().unwrap();
        let was_empty = here.is_empty();
        here.extend(plates);
        match was_empty && here.len() > 1 {
            true => self.bell.notify_all(),
            false => self.bell.notify_one(),
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
