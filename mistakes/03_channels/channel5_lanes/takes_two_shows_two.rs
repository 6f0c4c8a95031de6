// verdict: deadlocks
// says: lane 3, still open, was waiting for the others (3 of 4 had come)
// says: one scanner without a lane is still alive
//! In the back room of the supermarket sits the store detective, in front of one screen.
//! It shows every item at the moment it is scanned, no matter at which of the checkout
//! lanes. The lanes are all open at the same time, and none waits for another one.
//!
//! Goal: every lane scans its items on a thread of its own. `watch` waits for items and calls
//! `show` with each as soon as it was scanned: those of one lane in their order, those of
//! different lanes as they come. It returns when the last lane has closed. (A lane may wait
//! for the screen, but for no other lane.)
//!
//! Keep: pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
//!       where L: Iterator<Item = String> + Send + 'static

use std::sync::mpsc;
use std::thread;

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    let (scanner, screen) = mpsc::channel();
    for lane in lanes {
        let scanner = scanner.clone();
        thread::spawn(move || {
            for item in lane {
                scanner.send(item).unwrap();
            }
        });
    }
    drop(scanner);
    while let Ok(one) = screen.recv() {
        let two = screen.recv();
        show(one);
        if let Ok(two) = two {
            show(two)
        }
    }
}

pub fn main() {
    let baskets = [
        vec!["milk", "bread", "a very long cucumber"],
        vec!["cat food", "cat food", "cat food"],
        vec!["candles", "matches"],
    ];
    let lanes = (1..).zip(baskets).map(|(lane, basket)| {
        basket.into_iter().map(move |item| {
            thread::yield_now();
            format!("lane {lane}: {item}")
        })
    });
    watch(lanes.collect(), |item| println!("{item}"));
    println!("Good night.");
}
