//! A channel built by hand shows what the real one does for us: here the open lanes have to be counted,
//! where a channel notices that its senders are dropped. (A lane that panics is not counted out here; its
//! sender would be dropped.)

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Every lane is an iterator: `next` scans one item.
pub fn watch<L>(lanes: Vec<L>, mut show: impl FnMut(String))
where
    L: Iterator<Item = String> + Send + 'static,
{
    // No channel at all: a queue and a bell.
    let n = lanes.len();
    let desk = Arc::new((Mutex::new((VecDeque::new(), n)), Condvar::new()));
    for lane in lanes {
        let desk = Arc::clone(&desk);
        thread::spawn(move || {
            for item in lane {
                desk.0.lock().unwrap().0.push_back(item);
                desk.1.notify_one();
            }
            desk.0.lock().unwrap().1 -= 1;
            desk.1.notify_one();
        });
    }
    loop {
        let mut state = desk
            .1
            .wait_while(desk.0.lock().unwrap(), |(q, open)| {
                q.is_empty() && *open > 0
            })
            .unwrap();
        match state.0.pop_front() {
            Some(item) => {
                drop(state);
                show(item);
            }
            None => return,
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
