// verdict: deadlocks
// says: rower 1 was waiting for the others (1 of 8 had come)

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let mut reports = Vec::new();
    thread::scope(|boat| {
        for rower in crew {
            reports.push(boat.spawn(rower).join().unwrap());
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
