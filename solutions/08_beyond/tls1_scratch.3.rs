//! By hand, for comparison: a map with a pad for each thread id. It needs a lock, all threads wait
//! for it, and pads that were not handed in stay in the map when their threads have ended.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};
use std::thread::{self, ThreadId};

type Shelf = HashMap<ThreadId, Vec<String>>;

static SHELF: LazyLock<Mutex<Shelf>> = LazyLock::new(Mutex::default);

/// Writes an item on the pad.
pub fn jot(item: &str) {
    let mut shelf = SHELF.lock().unwrap();
    let pad = shelf.entry(thread::current().id()).or_default();
    pad.push(item.to_owned());
}

/// The order for the kitchen, such as `soup, bread`. The pad is empty then.
pub fn hand_in() -> String {
    let pad = SHELF.lock().unwrap().remove(&thread::current().id());
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
