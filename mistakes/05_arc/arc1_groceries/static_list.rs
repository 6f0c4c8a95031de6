// verdict: fails_checks
// says: This week's list says ["bread", "tea"]

use std::sync::Mutex;
use std::thread;

static LIST: Mutex<Vec<String>> = Mutex::new(Vec::new());

pub fn groceries<A, B>(ada: A, bo: B) -> Vec<String>
where
    A: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
    B: FnOnce(&Mutex<Vec<String>>) + Send + 'static,
{
    let ada = thread::spawn(move || ada(&LIST));
    let bo = thread::spawn(move || bo(&LIST));
    ada.join().unwrap();
    bo.join().unwrap();
    LIST.lock().unwrap().clone()
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
