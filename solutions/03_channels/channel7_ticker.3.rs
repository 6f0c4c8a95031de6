//! Seen as a search for the first quote that comes back, this is `find_map`: it takes no quote after that
//! one, and returns `None` where all could be sent.

use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

pub struct Quote {
    pub share: String,
    pub cents: u64,
}

/// Sends one quote. What could not be sent comes back.
fn offer(quote: Quote, viewer: &Sender<Quote>) -> Option<Quote> {
    match viewer.send(quote) {
        Ok(()) => None,
        Err(refused) => Some(refused.0),
    }
}

pub fn ticker(mut quotes: impl Iterator<Item = Quote>, viewer: &Sender<Quote>) -> Option<Quote> {
    quotes.find_map(|quote| offer(quote, viewer))
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
