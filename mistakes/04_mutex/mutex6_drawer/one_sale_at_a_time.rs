// verdict: deadlocks
// says: which it has held itself
// says: Which guard is still alive at that line
//! The auditor
//!
//! The kiosk has a cash drawer and an auditor who trusts nobody. After every
//! sale she is called and told how much is in the drawer. Then she looks into
//! it herself. Since the drawer has a lock, the first sale of the day has not
//! come to an end.
//!
//! Goal: the auditor is called once a sale, after the money is in, and is told
//! what was in the drawer right after this sale and before the next one. While
//! she is there, anybody may use the drawer and sell something, and she most
//! of all. Who finds the drawer locked waits until it is free.
//!
//! Keep: pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32))

use std::sync::Mutex;

/// Puts `price` into the drawer, then tells the auditor how many cents are in it now.
pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32)) {
    // one sale at a time
    static SALE: Mutex<()> = Mutex::new(());
    let _sale = SALE.lock().unwrap();
    *drawer.lock().unwrap() += price;
    let told = *drawer.lock().unwrap();
    auditor(told);
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
