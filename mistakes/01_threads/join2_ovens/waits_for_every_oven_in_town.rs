// verdict: deadlocks
// says: Two bakeries at the same time wait for their own ovens
//! The bakery's ovens
//!
//! Every oven bakes its loaf on a thread of its own. When `bake` returns, the shop opens and sells
//! every loaf. Some ovens are slow, and nobody can say by how much. Yesterday somebody bit into
//! dough.
//!
//! Goal: `bake` returns when the last loaf is done, however many there are. Not sooner, not later,
//! and not by luck. (Whether the ovens bake one after another or at the same time is up to you.)
//!
//! Keep: pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>)

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

static HOT: Mutex<usize> = Mutex::new(0);
static COOLER: Condvar = Condvar::new();

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    for oven in ovens {
        *HOT.lock().unwrap() += 1;
        thread::spawn(move || {
            oven();
            *HOT.lock().unwrap() -= 1;
            COOLER.notify_all();
        });
    }
    let hot = HOT.lock().unwrap();
    let _none = COOLER.wait_while(hot, |hot| *hot > 0).unwrap();
}

pub fn main() {
    let ovens = [20, 90, 40].map(|minutes| {
        move || {
            thread::sleep(Duration::from_millis(minutes));
            println!("ping! A loaf is done after {minutes} minutes.");
        }
    });
    bake(ovens.into());
    println!("The shop is open.");
}
