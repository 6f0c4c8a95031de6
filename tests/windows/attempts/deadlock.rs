use std::sync::{Arc, Mutex};
use std::thread;

pub fn act() -> u32 {
    let answer = Arc::new(Mutex::new(42));
    let held = answer.lock().unwrap();
    let other = Arc::clone(&answer);
    let reader = thread::spawn(move || *other.lock().unwrap());
    reader.join().unwrap();
    *held
}
