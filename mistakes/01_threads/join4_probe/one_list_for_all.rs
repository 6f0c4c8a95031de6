// verdict: fails_in_some_interleaving
// says: Four working probes showed 300, -1, 2147483647 and -2147483648 degrees, but the readings were
//! A panic ends one thread, not the program. `join` reports it as `Err`, with what the thread said in a box,
//! and it is up to us what to make of that.

use std::any::Any;
use std::sync::{Arc, Mutex};
use std::thread;

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
    let readings = Arc::new(Mutex::new(Vec::new()));
    let mut handles = Vec::new();
    for probe in probes {
        let readings = Arc::clone(&readings);
        handles.push(thread::spawn(move || {
            let degrees = probe();
            readings.lock().unwrap().push(Ok(degrees));
        }));
    }

    for handle in handles {
        if let Err(payload) = handle.join() {
            readings.lock().unwrap().push(Err(last_words(payload)));
        }
    }
    Arc::into_inner(readings).unwrap().into_inner().unwrap()
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
