// verdict: fails_checks
// says: By the clock `print_menu` took 100ms
// says: Does anything stand between the two

use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let h = thread::spawn(move || print(&prices));
    thread::sleep(Duration::from_millis(100));
    h
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
