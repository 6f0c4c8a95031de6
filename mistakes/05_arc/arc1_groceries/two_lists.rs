// verdict: fails_checks
// says: Bo had another list in front of him
// says: every other `new` or `clone`

use std::sync::{Arc, Mutex};
use std::thread;

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let adas_list = Arc::new(Mutex::new(Vec::new()));
    let bos_list = Arc::new(Mutex::new(Vec::new()));
    let (adas, bos) = (Arc::clone(&adas_list), Arc::clone(&bos_list));

    let ada = thread::spawn(move || ada(&adas));
    let bo = thread::spawn(move || bo(&bos));
    ada.join().unwrap();
    bo.join().unwrap();

    let mut list = adas_list.lock().unwrap().clone();
    list.extend(bos_list.lock().unwrap().clone());
    list
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
