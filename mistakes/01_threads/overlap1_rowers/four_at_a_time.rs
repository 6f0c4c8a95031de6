// verdict: deadlocks
// says: rower 4 was waiting for the others (4 of 8 had come)
// says: Look for a `join` before the last `spawn`
//! First start everybody, then wait for everybody. A join blocks, so no join may come before the last spawn.
//! The handles are kept in seat order, so the reports come in seat order too.

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let mut reports = Vec::new();
    let mut handles = Vec::new();
    for rower in crew {
        handles.push(thread::spawn(rower));
        if handles.len() == 4 {
            reports.extend(handles.drain(..).map(|handle| handle.join().unwrap()));
        }
    }
    reports.extend(handles.into_iter().map(|handle| handle.join().unwrap()));
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
