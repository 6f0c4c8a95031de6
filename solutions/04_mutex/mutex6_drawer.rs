//! Copy what you need, release the lock, and only then call unknown code. The guard is dropped at
//! the end of the block; the number is a copy and stays.

use std::sync::Mutex;

/// Puts `price` into the drawer, then tells the auditor how many cents are in it now.
pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32)) {
    let balance = {
        let mut cents = drawer.lock().unwrap();
        *cents += price;
        *cents
    };
    auditor(balance);
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
