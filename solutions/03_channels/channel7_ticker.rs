//! A failed `send` does not lose its message, so no quote has to be copied just in case. The `return`
//! comes before the loop takes another quote.

use std::sync::mpsc::{self, SendError, Sender};
use std::thread;
use std::time::Duration;

pub struct Quote {
    pub share: String,
    pub cents: u64,
}

pub fn ticker(quotes: impl Iterator<Item = Quote>, viewer: &Sender<Quote>) -> Option<Quote> {
    for quote in quotes {
        // A failed `send` gives back what it could not send; it is inside the error.
        if let Err(SendError(unsent)) = viewer.send(quote) {
            return Some(unsent);
        }
    }
    None
}

pub fn main() {
    let market = ["BREAD", "TULIP", "GHOST", "CHEESE", "UMBRELLA"];
    let mut quotes = (1..).zip(market).map(|(day, share)| {
        thread::sleep(Duration::from_millis(20));
        Quote {
            share: share.to_owned(),
            cents: 12_000 / day,
        }
    });
    for patience in [2, 1, 9] {
        let (viewer, window) = mpsc::channel::<Quote>();
        let viewing = thread::spawn(move || {
            for quote in window.iter().take(patience) {
                println!("  {} is at {}", quote.share, quote.cents);
            }
        });
        println!("A viewer with patience for {patience}:");
        let unsent = ticker(&mut quotes, &viewer);
        drop(viewer);
        viewing.join().unwrap();
        if let Some(quote) = unsent {
            println!("  (gone; {} was not sent)", quote.share);
        }
    }
}
