//! `fetch_update` reads, asks the closure for the new number, and writes it only if no other thread
//! has changed the old one meanwhile; otherwise it begins again. So in the end looking and writing
//! were one step.

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
        let next = |issued| (issued < self.places).then_some(issued + 1);
        let before = self
            .issued
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, next);
        before.ok().map(|issued| issued + 1)
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
