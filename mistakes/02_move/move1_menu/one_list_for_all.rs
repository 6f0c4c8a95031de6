// verdict: deadlocks
// says: the printer of [34, 5] was waiting
// says: or print by itself

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    static P: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    *P.lock().unwrap() = prices;
    thread::spawn(move || print(&P.lock().unwrap()))
}

pub fn main() {
    let printer = print_menu(vec![1, 2, 34], |prices| {
        let lines = ["bread", "soup", "lobster"].iter().zip(prices);
        lines
            .map(|(dish, price)| format!("{dish:.<12}{price:.>3}\n"))
            .collect()
    });
    println!("The waiter is back with the guests.");
    print!("{}", printer.join().unwrap());
}
