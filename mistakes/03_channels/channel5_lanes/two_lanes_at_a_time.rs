// verdict: deadlocks
// says: whatever the other lanes do

use std::sync::mpsc;
use std::thread;

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    let mut lanes = lanes.into_iter().peekable();
    while lanes.peek().is_some() {
        let (scanner, screen) = mpsc::channel();
        // There are two cashiers.
        for lane in lanes.by_ref().take(2) {
            let scanner = scanner.clone();
            thread::spawn(move || {
                for item in lane {
                    scanner.send(item).unwrap();
                }
            });
        }
        drop(scanner);
        for item in screen {
            show(item);
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
