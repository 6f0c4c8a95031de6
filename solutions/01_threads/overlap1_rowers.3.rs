//! Each rower writes into their own place in the list. The scope waits for all of them at its end,
//! and only there, so nobody is waited for too early.

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let mut reports = vec![String::new(); crew.len()];
    thread::scope(|boat| {
        for (rower, report) in crew.into_iter().zip(&mut reports) {
            boat.spawn(|| *report = rower());
        }
    });
    reports
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
