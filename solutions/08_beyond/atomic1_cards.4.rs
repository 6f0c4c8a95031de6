//! The same with `fetch_max`: the thread that raises the count to a number has the card with that
//! number.

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

    pub fn card(&self) -> Option<u32> {
        let mut next = self.issued() + 1;
        while next <= self.places {
            // If another thread raised it to this number first, `next` has been given out already.
            if self.issued.fetch_max(next, Ordering::SeqCst) < next {
                return Some(next);
            }
            next += 1;
        }
        None
    }

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
