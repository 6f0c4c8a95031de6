//! A place on the stairs
//!
//! The old cinema has a club, with as many places as there are seats. Every new member gets a card
//! with the next number: 1, 2, 3, and so on; when all places are gone, there are no more cards.
//! That went well as long as one window was open. Since there are two, two members have card number
//! 17, and somebody sits on the stairs.
//!
//! Goal: however many windows are open, no number is given out twice, none is left out, nobody gets
//! a card without a place, and nobody is sent away while a place is free. And `issued` never shows
//! more cards than places.
//!
//! Keep: pub struct Club, pub fn new(places: u32) -> Club, pub fn card(&self) -> Option<u32>, pub fn issued(&self) -> u32

use std::sync::atomic::{AtomicU32, Ordering};

pub struct Club {
    places: u32,
    issued: AtomicU32,
}

impl Club {
    pub fn new(places: u32) -> Club {
        Club {
            places,
            issued: AtomicU32::new(0),
        }
    }

    /// The number on the next card, or `None` when all places are gone.
    pub fn card(&self) -> Option<u32> {
        // TODO: each of these steps is atomic. Are they, taken together?
        let issued = self.issued.load(Ordering::SeqCst);
        if issued >= self.places {
            return None;
        }
        self.issued.store(issued + 1, Ordering::SeqCst);
        Some(issued + 1)
    }

    /// How many cards were given out so far.
    pub fn issued(&self) -> u32 {
        self.issued.load(Ordering::SeqCst)
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
