// verdict: deadlocks
// says: rower 8 was waiting for the others (8 of 9 had come)
// says: Look for a `join` before the last `spawn`
//! Eight rowers sit in one boat. They have agreed to pull only when all eight are ready.
//! Our cox gets rower 1 going, then waits until rower 1 has finished. Rower 1 looks around:
//! where are the other seven? The boat has not left the jetty yet.
//!
//! Goal: all rowers row at the same time. When `race` returns, their reports are in seat order:
//! the report of `crew[0]` comes first, no matter who finishes first.
//!
//! Keep: pub fn race<R>(crew: Vec<R>) -> Vec<String> where R: FnOnce() -> String + Send + 'static

use std::thread;

/// Every rower in `crew` is a closure: it rows, then gives a report.
pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    // never more than eight at once
    let mut reports = Vec::new();
    let mut crew = crew.into_iter().peekable();
    while crew.peek().is_some() {
        let eight: Vec<_> = crew.by_ref().take(8).map(thread::spawn).collect();
        reports.extend(eight.into_iter().map(|h| h.join().unwrap()));
    }
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
