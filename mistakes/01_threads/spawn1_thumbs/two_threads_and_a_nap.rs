// verdict: fails_in_some_interleaving
// says: but the handle brought ""
// says: What the handle returns depends on which thread was quicker
//! `||` wraps the call up instead of making it: the closure is handed to the new thread, and the
//! new thread calls it. Whatever the closure returns is what `join` brings later.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    let slot = Arc::new(Mutex::new(String::new()));
    let canvas = Arc::clone(&slot);
    thread::spawn(move || *canvas.lock().unwrap() = render(photo));
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        slot.lock().unwrap().clone()
    })
}

pub fn main() {
    let cat = start_thumbnail(String::from("cat.jpg"), |photo| format!("[small {photo}]"));
    let sea = start_thumbnail(String::from("sea.jpg"), |photo| format!("[small {photo}]"));
    println!("scrolling, scrolling ...");
    for handle in [cat, sea] {
        println!("{}", handle.join().unwrap());
    }
}
