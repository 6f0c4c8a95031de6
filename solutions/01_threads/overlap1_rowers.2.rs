//! Iterators are lazy: the `collect` in the middle is what starts all the threads before the first join.

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let handles: Vec<_> = crew.into_iter().map(thread::spawn).collect();

    handles
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .collect()
}

pub fn main() {
    let crew = (1..=8)
        .map(|seat| {
            move || {
                for stroke in 1..=3 {
                    println!("seat {seat}: stroke {stroke}");
                    thread::yield_now();
                }
                format!("seat {seat} is wet but happy")
            }
        })
        .collect();

    for report in race(crew) {
        println!("{report}");
    }
}
