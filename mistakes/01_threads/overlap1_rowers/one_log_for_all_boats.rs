// verdict: fails_in_some_interleaving
// says: What in your code do two calls share

use std::sync::Mutex;
use std::thread;

pub fn race<R>(crew: Vec<R>) -> Vec<String>
where
    R: FnOnce() -> String + Send + 'static,
{
    static OUT: Mutex<Vec<(usize, String)>> = Mutex::new(Vec::new());
    let hs: Vec<_> = crew
        .into_iter()
        .enumerate()
        .map(|(i, r)| {
            thread::spawn(move || {
                let t = r();
                OUT.lock().unwrap().push((i, t));
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap();
    }
    let mut v = std::mem::take(&mut *OUT.lock().unwrap());
    v.sort_by_key(|x| x.0);
    v.into_iter().map(|x| x.1).collect()
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
