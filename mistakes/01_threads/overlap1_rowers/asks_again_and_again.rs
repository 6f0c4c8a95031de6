// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    let hs: Vec<_> = crew.into_iter().map(thread::spawn).collect();
    while hs.iter().any(|h| !h.is_finished()) {
        thread::yield_now();
    }
    hs.into_iter().map(|h| h.join().unwrap()).collect()
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
