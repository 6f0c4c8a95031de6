// verdict: deadlocks
// says: was waiting for the others (2 of 8 had come)

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let mut reports = Vec::new();
    let mut before: Option<thread::JoinHandle<String>> = None;
    for rower in crew {
        let handle = thread::spawn(rower);
        if let Some(earlier) = before.replace(handle) {
            reports.push(earlier.join().unwrap());
        }
    }
    if let Some(last) = before {
        reports.push(last.join().unwrap());
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
