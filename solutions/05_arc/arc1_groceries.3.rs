//! Nobody has to count where nobody outlives the owner: a scope waits for its threads, so they may borrow the list.
//! (Chapter 02 has more about scopes.)

use std::sync::Mutex;
use std::thread;

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let list = Mutex::new(Vec::new());
    thread::scope(|flat| {
        flat.spawn(|| ada(&list));
        flat.spawn(|| bo(&list));
    });
    list.into_inner().unwrap()
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
