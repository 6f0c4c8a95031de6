//! All lanes on one screen
//!
//! The store detective sits in the back room of the supermarket, in front of one screen. The screen
//! shows every item at the moment it is scanned, at any of the checkout lanes. The lanes are all
//! open at the same time, and none waits for another one.
//!
//! Goal: every lane scans its items on a thread of its own. `watch` waits for items and calls
//! `show` with each as soon as it is scanned: those of one lane in their order, those of different
//! lanes as they come. It returns when the last lane has closed. (A lane may wait for the screen,
//! but for no other lane.)
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
        // TODO: one scanner is not enough.
        thread::spawn(move || {
            for item in lane {
                scanner.send(item).unwrap();
            }
        });
    }
    for item in screen {
        show(item);
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
