// verdict: fails_checks
// says: The waiter printed the menu: `print` ran on the thread that called `print_menu`.
// says: `print` ran on the thread that called `print_menu`

use std::thread::{self, JoinHandle};

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let text = print(&prices);
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
