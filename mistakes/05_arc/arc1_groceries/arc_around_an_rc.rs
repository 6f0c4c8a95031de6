// verdict: does_not_compile
// says: E0277
// says: Which type does the compiler name as the one that cannot go to another thread

use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let list = Arc::new(Rc::new(Mutex::new(Vec::new())));
    let adas_list = Arc::clone(&list);
    let bos_list = Arc::clone(&list);

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
