// verdict: fails_in_some_interleaving
// says: Of four probes, three fell
// says: Which words belong to which probe

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Mutex;
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
    static W: Mutex<String> = Mutex::new(String::new());
    let hs: Vec<_> = probes
        .into_iter()
        .map(|p| {
            thread::spawn(move || match catch_unwind(AssertUnwindSafe(p)) {
                Ok(d) => Ok(d),
                Err(e) => {
                    *W.lock().unwrap() = last_words(e);
                    Err(())
                }
            })
        })
        .collect();
    hs.into_iter()
        .map(|h| h.join().unwrap().map_err(|_| W.lock().unwrap().clone()))
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
