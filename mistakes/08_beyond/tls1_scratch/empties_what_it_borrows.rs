// verdict: fails_checks
// says: RefCell already borrowed
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

use std::cell::RefCell;

thread_local! {
    /// Every thread has one of its own.
    static PAD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Writes an item on the pad.
pub fn jot(item: &str) {
    PAD.with_borrow_mut(|pad| pad.push(item.to_owned()));
}

/// The order for the kitchen, such as `soup, bread`. The pad is empty then.
pub fn hand_in() -> String {
    PAD.with_borrow(|pad| {
        let order = pad.join(", ");
        PAD.set(Vec::new());
        order
    })
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
