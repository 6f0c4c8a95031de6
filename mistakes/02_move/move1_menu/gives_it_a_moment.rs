// verdict: fails_checks
// says: to return the handle: it slept, or waited with a time limit
// says: What does your code do between that and the return
//! Bread, soup, lobster
//!
//! A tiny restaurant: bread costs 1, soup costs 2, the lobster costs 34. A waiter hands the prices
//! to the printer and goes straight back to the guests. The printer is slow: it may still be
//! printing long after `print_menu` has returned. So who should own the prices?
//!
//! Goal: `print` runs on a thread of its own and `print_menu` returns the handle at once, even
//! while another menu is printed. The printer gets the very list the waiter had: nothing is copied.
//!
//! Keep: pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
//!       where P: FnOnce(&[u32]) -> String + Send + 'static

use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let printer = thread::spawn(move || print(&prices));
    // So that the printer has begun.
    thread::sleep(Duration::from_millis(5));
    printer
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
