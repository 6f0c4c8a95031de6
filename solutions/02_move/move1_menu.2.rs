//! Without the word `move`: the closure gives both away by value, to a function that wants to own them.
//! A closure that gives something away must own it first, so the compiler moves it in by itself.

use std::thread::{self, JoinHandle};

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    thread::spawn(|| work(prices, print))
}

fn work<P>(prices: Vec<u32>, print: P) -> String
where
    P: FnOnce(&[u32]) -> String,
{
    print(&prices)
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
