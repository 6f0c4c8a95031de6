// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::any::Any;
use std::thread;
use std::time::Duration;

/// What a panicking thread said. `join` hands you its box, if you look for it.
pub fn last_words(payload: Box<dyn Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(words) => *words,
        Err(payload) => match payload.downcast::<&str>() {
            Ok(words) => words.to_string(),
            Err(_) => "(nothing)".to_string(),
        },
    }
}

pub fn read_probes<P>(probes: Vec<P>) -> Vec<Result<i32, String>>
where
    P: FnOnce() -> i32 + Send + 'static,
{
    let hs: Vec<_> = probes.into_iter().map(thread::spawn).collect();
    while !hs.iter().all(|h| h.is_finished()) {
        thread::sleep(Duration::from_millis(1));
    }
    hs.into_iter()
        .map(|h| h.join().map_err(last_words))
        .collect()
}

pub fn main() {
    let probes = [Some(21), None, Some(4)]
        .map(|degrees| move || degrees.expect("a pike bit through the cable"))
        .into();

    for reading in read_probes(probes) {
        match reading {
            Ok(degrees) => println!("{degrees} degrees"),
            Err(words) => println!("out of order, its last words: {words}"),
        }
    }
}
