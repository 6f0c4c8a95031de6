//! Each visitor draws a number, in one step, and only those with a low number get a card. The count
//! then says how many have asked, so it has to be limited where it is read. (After four billion
//! visitors it begins again at 0.)

use std::sync::atomic::{AtomicU32, Ordering};

pub struct Club {
    places: u32,
    asked: AtomicU32,
}

impl Club {
    pub fn new(places: u32) -> Club {
        Club {
            places,
            asked: AtomicU32::new(0),
        }
    }

    /// The number on the next card, or `None` when all places are gone.
    pub fn card(&self) -> Option<u32> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        (number <= self.places).then_some(number)
    }

    /// How many cards were given out so far.
    pub fn issued(&self) -> u32 {
        self.asked.load(Ordering::SeqCst).min(self.places)
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
