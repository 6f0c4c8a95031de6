// verdict: fails_checks
// says: 3 probes were asked, but the number of readings is 1
// says: and stopping at it loses the probes after it
//! Thermometers hang in a lake. Reading one runs the code of its maker, and that code panics when the
//! probe is broken. Last night a pike bit through one cable - and the whole station went down with it.
//!
//! Goal: `read_probes` reads each probe on a thread of its own. A probe that works gives `Ok` with its
//! degrees, a probe that panics gives `Err` with its last words, just as they were: after `panic!("")`,
//! `Err("")`. The answers are in the order of the probes, and one broken probe costs us nothing but its
//! own reading. (Whether they are read in turn or at the same time is up to you.)
//! (The terminal still shows the panic message: a thread shouts while it falls. That is fine.)
//!
//! Keep: pub fn read_probes<P>(probes: Vec<P>) -> Vec<Result<i32, String>> where P: FnOnce() -> i32 + Send + 'static

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
        match handle.join() {
            Ok(d) => readings.push(Ok(d)),
            Err(payload) => return vec![Err(last_words(payload))],
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
