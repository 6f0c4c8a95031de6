//! The shopping list
//!
//! Ada and Bo share a flat and a shopping list. They think of things in different places, so each
//! of them writes from a thread of their own. The list has a lock, and each of the two has a
//! pointer to it, an `Rc`. The compiler does not trust how an `Rc` counts.
//!
//! Goal: both write on one list, at the same time. `groceries` waits until both are done, and
//! returns all that is on the list. Every call has a list of its own.
//!
//! Keep: pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
//!       where A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
//!             B: FnOnce(&Mutex<Vec<String>>) + Send + 'static

use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    // TODO: two threads use one count. Which pointer can count for both?
    let list = Rc::new(Mutex::new(Vec::new()));
    let adas_list = Rc::clone(&list);
    let bos_list = Rc::clone(&list);

    let ada = thread::spawn(move || ada(&adas_list));
    let bo = thread::spawn(move || bo(&bos_list));
    ada.join().unwrap();
    bo.join().unwrap();

    let list = list.lock().unwrap();
    list.clone()
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
