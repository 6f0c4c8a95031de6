// verdict: deadlocks
// says: Deadlock:
//! The last croissant
//!
//! Breakfast at the hotel. A guest who finds the buffet empty takes a nap beside it until the kitchen brings
//! something. This morning, a guest was woken, reached out with closed eyes and grabbed the tablecloth:
//! somebody had been faster. Another one is still asleep, beside a full buffet.
//!
//! Goal: every call of `take` returns one plate as soon as there is one for it, whoever wakes up when.
//! Until then the guest sleeps, and does not look again and again. No plate goes to two guests, and nobody sleeps
//! beside a plate.
//!
//! Keep: pub struct Buffet, pub fn empty() -> Buffet, pub fn take(&self) -> String,
//!       pub fn refill(&self, plates: Vec<String>)

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};

pub struct Buffet {
    kitchen: SyncSender<String>,
    hatch: Mutex<Receiver<String>>,
}

impl Buffet {
    pub fn empty() -> Buffet {
        let (kitchen, hatch) = mpsc::sync_channel(8);
        Buffet {
            kitchen,
            hatch: Mutex::new(hatch),
        }
    }

    pub fn take(&self) -> String {
        self.hatch.lock().unwrap().recv().unwrap()
    }

    pub fn refill(&self, plates: Vec<String>) {
        for plate in plates {
            let _ = self.kitchen.try_send(plate);
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
