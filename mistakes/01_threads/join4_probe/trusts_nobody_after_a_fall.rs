// verdict: fails_checks
// says: Read on the thread of the caller: probe 2, probe 3
// says: One `spawn` for each probe

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
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
    let mut bad = false;
    probes
        .into_iter()
        .map(|p| {
            if bad {
                catch_unwind(AssertUnwindSafe(p)).map_err(last_words)
            } else {
                let r = thread::spawn(p).join().map_err(last_words);
                bad |= r.is_err();
                r
            }
        })
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
