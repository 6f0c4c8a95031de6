// verdict: fails_in_some_interleaving
// says: "", "wet"], but what `race` returned is

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
    arrivals.iter().collect()
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
