// verdict: fails_in_some_interleaving
// says: Two waiters called Ben jotted down soup and bread, and strawberries and cream.
//! Soup with strawberries ★
//!
//! At The Full Plate, the waiters jot down what the guests order, and hand it in at the kitchen. There is one notepad, and
//! of course it has a lock. Since there are two waiters, the kitchen has cooked some remarkable dishes.
//! Each waiter is a thread, and the functions below do not say whose pad they mean: it should be the pad of whoever
//! calls them.
//!
//! Goal: `hand_in` returns what the calling thread has jotted down since it last handed in, in that order, and nothing
//! else. Every thread begins with an empty pad, and what a thread has not handed in when it ends
//! is never handed in.
//!
//! Keep: pub fn jot(item: &str), pub fn hand_in() -> String

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

static PADS: Mutex<BTreeMap<String, Vec<String>>> = Mutex::new(BTreeMap::new());

fn name() -> String {
    thread::current().name().unwrap_or("waiter").to_owned()
}

/// Writes an item on the pad.
pub fn jot(item: &str) {
    let mut pads = PADS.lock().unwrap();
    pads.entry(name()).or_default().push(item.to_owned());
}

/// The order for the kitchen, such as `soup, bread`. The pad is empty then.
pub fn hand_in() -> String {
    let pad = PADS.lock().unwrap().remove(&name());
    pad.unwrap_or_default().join(", ")
}

pub fn main() {
    std::thread::scope(|restaurant| {
        for (waiter, order) in [
            ("Ada", ["soup", "bread"]),
            ("Ben", ["strawberries", "cream"]),
        ] {
            restaurant.spawn(move || {
                for item in order {
                    jot(item);
                    std::thread::yield_now();
                }
                println!("{waiter} hands in: {}", hand_in());
            });
        }
    });
}
