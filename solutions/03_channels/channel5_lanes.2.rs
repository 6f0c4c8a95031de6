//! Only the screen leaves the block, and the first scanner ends with it, so there is no `drop` to forget.
//! Each clone is made in the call that gives it away.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// The lane owns its scanner, and puts it away when it closes.
fn open(lane: impl Iterator<Item = String> + Send + 'static, scanner: Sender<String>) {
    thread::spawn(move || lane.for_each(|item| scanner.send(item).unwrap()));
}

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    let screen = {
        let (scanner, screen) = mpsc::channel();
        for lane in lanes {
            open(lane, Sender::clone(&scanner));
        }
        screen
    };
    screen.into_iter().for_each(show);
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
