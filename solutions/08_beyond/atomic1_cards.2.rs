//! The same by hand. `compare_exchange` writes the new number only if the old one is still there;
//! if not, it returns what is there now, and the loop tries again with that.

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
        let mut issued = self.issued.load(Ordering::SeqCst);
        while issued < self.places {
            let next = issued + 1;
            match self
                .issued
                .compare_exchange(issued, next, Ordering::SeqCst, Ordering::SeqCst)
            {
                Ok(_) => return Some(next),
                Err(now) => issued = now,
            }
        }
        None
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
