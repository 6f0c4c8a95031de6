//! Every lane has a sender of its own, and all of them lead to the one receiver. So the detective waits
//! for whatever comes next, and a quiet lane holds up nobody.

use std::sync::mpsc;
use std::thread;

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    let (scanner, screen) = mpsc::channel();
    for lane in lanes {
        // A new sender for this lane. It has the name of the first one, but is another value.
        let scanner = scanner.clone();
        thread::spawn(move || {
            for item in lane {
                scanner.send(item).unwrap();
            }
        });
    }
    // The first sender has no lane. While it exists, the loop below would not end.
    drop(scanner);
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
