//! Each clone can be made right where it moves in. At the end both threads have ended and `list` is
//! the only owner left, so the items can be taken out of it instead of being copied.

use std::sync::{Arc, Mutex};
use std::thread;

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let list = Arc::new(Mutex::new(Vec::new()));
    let writers = [
        thread::spawn({
            let list = Arc::clone(&list);
            move || ada(&list)
        }),
        thread::spawn({
            let list = Arc::clone(&list);
            move || bo(&list)
        }),
    ];
    for writer in writers {
        writer.join().unwrap();
    }
    std::mem::take(&mut *list.lock().unwrap())
}

pub fn main() {
    let ada = |list: &Mutex<Vec<String>>| {
        for thing in ["oat milk", "bread"] {
            list.lock().unwrap().push(thing.to_owned());
            thread::yield_now();
        }
    };
    let bo = |list: &Mutex<Vec<String>>| {
        for thing in ["ice cream", "more ice cream"] {
            list.lock().unwrap().push(thing.to_owned());
            thread::yield_now();
        }
    };
    for thing in groceries(ada, bo) {
        println!("[ ] {thing}");
    }
}
