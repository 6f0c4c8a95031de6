//! The thread that calls is a thread as well, and takes the last seat: one spawn fewer, and the
//! caller is not idle.

use std::thread;

pub fn race<R>(mut crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let Some(stern) = crew.pop() else {
        return Vec::new();
    };
    let others: Vec<_> = crew.into_iter().map(thread::spawn).collect();
    let last_report = stern();
    let mut reports: Vec<_> = others
        .into_iter()
        .map(|rower| rower.join().unwrap())
        .collect();
    reports.push(last_report);
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
