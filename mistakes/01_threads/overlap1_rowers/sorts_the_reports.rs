// verdict: fails_checks
// says: but the reports came from Ada, Mira, Zoltan. They should be in seat order
//! First start everybody, then wait for everybody. A join blocks, so no join may come before the last spawn.
//! The handles are kept in seat order, so the reports come in seat order too.

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let (finish_line, arrivals) = std::sync::mpsc::channel();
    for rower in crew {
        let finish_line = finish_line.clone();
        thread::spawn(move || finish_line.send(rower()).unwrap());
    }
    drop(finish_line);
    let mut reports: Vec<String> = arrivals.iter().collect();
    reports.sort();
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
