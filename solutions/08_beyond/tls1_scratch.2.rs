//! A `Cell` has no borrows at all: what is in it is taken out, and something is put back.

use std::cell::Cell;

thread_local! {
    /// Every thread has one of its own.
    static PAD: Cell<String> = const { Cell::new(String::new()) };
}

/// Writes an item on the pad.
pub fn jot(item: &str) {
    let mut order = PAD.take();
    if !order.is_empty() {
        order.push_str(", ");
    }
    order.push_str(item);
    PAD.set(order);
}

/// The order for the kitchen, such as `soup, bread`. The pad is empty then.
pub fn hand_in() -> String {
    PAD.take()
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
