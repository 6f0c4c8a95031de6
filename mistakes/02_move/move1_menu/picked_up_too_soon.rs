// verdict: fails_in_some_interleaving
// says: but what came through the handle is ""
// says: What is printed
//! `move` makes the closure the owner of what it uses. Now the prices live as long as the thread needs them.
//! Moving hands over the list itself; the numbers stay where they are in memory.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let (paper, tray) = mpsc::channel();
    thread::spawn(move || paper.send(print(&prices)).unwrap());
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        tray.try_recv().unwrap_or_default()
    })
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
