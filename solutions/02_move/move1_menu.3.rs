//! One closure owns both the prices and the way to print them. A `Builder` gives the thread a name,
//! which panic messages then show.

use std::thread::{self, JoinHandle};

pub fn print_menu<P>(prices: Vec<u32>, print: P) -> JoinHandle<String>
where
    P: FnOnce(&[u32]) -> String + Send + 'static,
{
    let job = move || print(&prices);
    thread::Builder::new()
        .name("printer".to_string())
        .spawn(job)
        .expect("the printer could not be started")
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
