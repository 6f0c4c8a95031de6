// verdict: fails_checks
// says: One broken probe went in, and 0 readings came out.
// says: One broken probe went in, and 0 readings came out

use std::any::Any;
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
    let mut handles = Vec::new();
    for probe in probes {
        handles.push(thread::spawn(probe));
    }

    let mut readings = Vec::new();
    for handle in handles {
        if let Ok(degrees) = handle.join() {
            readings.push(Ok(degrees));
        }
    }
    readings
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
