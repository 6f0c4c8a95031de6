//! The scope would let all lanes borrow one sender, but then it would live as long as the scope, and the
//! loop in there would never end. Owned through an `Arc`, it is dropped with the last lane.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    // `send` needs only a `&Sender`, so the lanes may also share a single one.
    let (scanner, screen) = mpsc::channel();
    let scanner = Arc::new(scanner);
    thread::scope(|shop| {
        for lane in lanes {
            let scanner = Arc::clone(&scanner);
            shop.spawn(move || {
                for item in lane {
                    scanner.send(item).unwrap();
                }
            });
        }
        drop(scanner);
        while let Ok(item) = screen.recv() {
            show(item);
        }
    });
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
