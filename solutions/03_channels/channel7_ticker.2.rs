//! What `send` returns is just what `try_for_each` goes by. So the closure needs no `if` and no `return`,
//! and the error that ends the loop brings the unsent quote along.

use std::sync::mpsc::{self, SendError, Sender};
use std::thread;
use std::time::Duration;

pub struct Quote {
    pub share: String,
    pub cents: u64,
}

pub fn ticker(mut quotes: impl Iterator<Item = Quote>, viewer: &Sender<Quote>) -> Option<Quote> {
    // Goes on as long as sending is `Ok`, and stops at the first `Err`.
    let sent = quotes.try_for_each(|quote| viewer.send(quote));
    sent.err().map(|SendError(unsent)| unsent)
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
