// verdict: fails_in_some_interleaving
// says: 2 visitors asked for a card, at two windows, and got: no card, card 1.
//! A place on the stairs
//!
//! The old cinema has a club, with as many places as there are seats. Every new member gets a card with the next number:
//! 1, 2, 3, and so on; when all places are gone, there are no more cards. That went well as long as one window was
//! open. Since there are two, two members have card number 17, and somebody sits on the stairs.
//!
//! Goal: however many windows are open, no number is given out twice, none is left out, nobody gets a card without a
//! place, nobody is sent away while a place is free. And `issued` never shows more cards than places.
//!
//! Keep: pub struct Club, pub fn new(places: u32) -> Club, pub fn card(&self) -> Option<u32>, pub fn issued(&self) -> u32

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub struct Club {
    issued: AtomicU32,
    free: AtomicU32,
}

impl Club {
    pub fn new(places: u32) -> Club {
        Club {
            issued: AtomicU32::new(0),
            free: AtomicU32::new(places),
        }
    }

    pub fn card(&self) -> Option<u32> {
        let free = self.free.fetch_sub(1, SeqCst);
        if free == 0 {
            self.free.store(0, SeqCst);
            return None;
        }
        Some(self.issued.fetch_add(1, SeqCst) + 1)
    }

    pub fn issued(&self) -> u32 {
        self.issued.load(SeqCst)
    }
}

pub fn main() {
    let club = Club::new(3);
    std::thread::scope(|foyer| {
        for window in ["left", "right"] {
            let club = &club;
            foyer.spawn(move || {
                for _visitor in 0..2 {
                    match club.card() {
                        Some(number) => println!("{window} window: card number {number}"),
                        None => println!("{window} window: sorry, no more places"),
                    }
                }
            });
        }
    });
    println!("{} cards were given out", club.issued());
}
