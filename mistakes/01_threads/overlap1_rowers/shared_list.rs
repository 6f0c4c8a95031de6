// verdict: fails_in_some_interleaving
// says: "", "wet"], but what `race` returned is
//! First start everybody, then wait for everybody. A join blocks, so no join may come before the last spawn.
//! The handles are kept in seat order, so the reports come in seat order too.

use std::sync::Mutex;
use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let reports = Mutex::new(Vec::new());
    thread::scope(|boat| {
        for rower in crew {
            boat.spawn(|| {
                let report = rower();
                reports.lock().unwrap().push(report);
            });
        }
    });
    reports.into_inner().unwrap()
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
