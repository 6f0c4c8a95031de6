// verdict: deadlocks
// says: which it has held itself since line
// says: A new variable of the same name

use std::sync::Mutex;

/// Puts `price` into the drawer, then tells the auditor how many cents are in it now.
pub fn sell(drawer: &Mutex<u32>, price: u32, auditor: impl FnOnce(u32)) {
    let mut cents = drawer.lock().unwrap();
    *cents += price;
    let cents = *cents;
    auditor(cents);
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
