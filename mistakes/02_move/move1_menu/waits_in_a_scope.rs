// verdict: deadlocks
// says: the printer was waiting for the others (1 of 2 had come)
// says: A printer is still printing

use std::thread::{self, JoinHandle};

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let text = thread::scope(|office| office.spawn(|| print(&prices)).join().unwrap());
    thread::spawn(|| text)
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
