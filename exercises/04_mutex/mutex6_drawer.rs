//! The auditor
//!
//! The kiosk has a cash drawer and an auditor who trusts nobody. After every sale she is called and
//! told how much is in the drawer. Then she looks into it herself. Since the drawer got a lock, the
//! first sale of the day has not ended.
//!
//! Goal: each sale calls the auditor once, after the money is in, and tells her what was in the
//! drawer right after this sale and before the next one. While she is there, anybody may use the
//! drawer and sell something, even she herself. A thread that finds the drawer locked waits until
//! it is free.
//!
//! Keep: pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32))

use std::sync::Mutex;

/// Puts `price` into the drawer, then tells the auditor how many cents are in it now.
pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32)) {
    // TODO: for how long does she need the lock, and for how long do we?
    let mut cents = drawer.lock().unwrap();
    *cents += price;
    auditor(*cents);
}

pub fn main() {
    let drawer = Mutex::new(5_000);
    for price in [250, 120, 80] {
        sell(&drawer, price, |told| {
            println!("A sale of {price}. They say there are {told} cents.");
            println!("I see {}. Hm.", drawer.lock().unwrap());
        });
    }
}
