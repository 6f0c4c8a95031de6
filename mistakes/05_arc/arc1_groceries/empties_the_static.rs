// verdict: fails_checks
// says: Another flat has another list
// says: made anew for each call
//! The shopping list
//!
//! Ada and Bo share a flat and a shopping list. They think of things in
//! different places, so each of them writes from a thread of their own. The
//! list has a lock, and each of the two has a pointer to it, counted by an
//! `Rc`. The compiler does not trust that counting.
//!
//! Goal: both write on one list, at the same time. When `groceries` returns,
//! both are done, and it gives all that is on the list.
//!
//! Keep: pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
//!       where A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
//!             B: FnOnce(&Mutex<Vec<String>>) + Send + 'static

use std::mem;
use std::sync::Mutex;
use std::thread;
static LIST: Mutex<Vec<String>> = Mutex::new(Vec::new());
pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let a = thread::spawn(|| ada(&LIST));
    let b = thread::spawn(|| bo(&LIST));
    a.join().unwrap();
    b.join().unwrap();
    mem::take(&mut *LIST.lock().unwrap())
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
