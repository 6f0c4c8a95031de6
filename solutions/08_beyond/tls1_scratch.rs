//! `thread_local!` makes a variable of which every thread has its own: it is made when a thread
//! first uses it, and dropped when the thread ends. No other thread can reach it, so a `RefCell` is
//! enough, without a lock.

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
    PAD.take().join(", ")
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
