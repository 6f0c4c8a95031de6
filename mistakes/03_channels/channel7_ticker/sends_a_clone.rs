// verdict: does_not_compile
// says: E0599
// says: A `Quote` cannot be cloned
//! A stock exchange. The ticker sends one quote after another to a viewer, who may watch
//! for hours or close the window after the first one. Nobody asks the ticker before they
//! leave, and so far it has taken that badly.
//!
//! Goal: `ticker` takes quotes and sends them to `viewer`. If all of them could be sent, it
//! returns `None`. When the viewer has left, it takes no further quote and returns the very
//! one that could not be sent, so that somebody else can have it. There is one of each
//! quote: leave `Quote` as it is.
//!
//! Keep: pub fn ticker(quotes: impl Iterator<Item = Quote>, viewer: &Sender<Quote>) -> Option<Quote>

use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

pub struct Quote {
    pub share: String,
    pub cents: u64,
}

pub fn ticker(quotes: impl Iterator<Item = Quote>, viewer: &Sender<Quote>) -> Option<Quote> {
    for quote in quotes {
        if viewer.send(quote.clone()).is_err() {
            return Some(quote);
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
