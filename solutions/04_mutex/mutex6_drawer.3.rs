//! A small function is a block with a name: its guard is dropped when it returns, and what it
//! returns is only a number.

use std::sync::Mutex;

fn put_in(drawer: &Mutex<u32>, price: u32) -> u32 {
    let mut cents = drawer.lock().unwrap();
    *cents += price;
    *cents
}

/// Puts `price` into the drawer, then tells the auditor how many cents are in it now.
pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32)) {
    auditor(put_in(drawer, price));
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
