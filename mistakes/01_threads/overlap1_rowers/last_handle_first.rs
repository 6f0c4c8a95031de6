// verdict: fails_checks
// says: the reports came from Mira, Ada, Zoltan.

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let mut handles = Vec::new();
    for rower in crew {
        handles.push(thread::spawn(rower));
    }

    let mut reports = Vec::new();
    while let Some(handle) = handles.pop() {
        reports.push(handle.join().unwrap());
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
