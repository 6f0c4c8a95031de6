//! The same without a condition variable: a guest who waits leaves a sender, and the plate comes
//! through the channel.

use std::collections::VecDeque;
use std::sync::{Mutex, mpsc};

pub struct Buffet {
    state: Mutex<(VecDeque<String>, VecDeque<mpsc::Sender<String>>)>,
}

impl Buffet {
    pub fn empty() -> Buffet {
        Buffet {
            state: Mutex::default(),
        }
    }

    pub fn take(&self) -> String {
        // A guest who finds nothing leaves a sender, and the plate comes through the channel.
        let (tx, rx) = mpsc::channel();
        let mut s = self.state.lock().unwrap();
        if let Some(plate) = s.0.pop_front() {
            return plate;
        }
        s.1.push_back(tx);
        drop(s);
        rx.recv().unwrap()
    }

    pub fn refill(&self, plates: Vec<String>) {
        let mut s = self.state.lock().unwrap();
        for plate in plates {
            match s.1.pop_front() {
                Some(guest) => guest.send(plate).unwrap(),
                None => s.0.push_back(plate),
            }
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
