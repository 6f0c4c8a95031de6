//! A `Builder` spawns too, and gives the thread a name that shows up in panics and debuggers.
//! The closure is the same: still something to call, not something called.

use std::thread::{Builder, JoinHandle};

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    Builder::new()
        .name(format!("thumbnail of {photo}"))
        .spawn(|| render(photo))
        .expect("the system should have room for one more thread")
}

pub fn main() {
    let cat = start_thumbnail(String::from("cat.jpg"), |photo| format!("[small {photo}]"));
    let sea = start_thumbnail(String::from("sea.jpg"), |photo| format!("[small {photo}]"));
    println!("scrolling, scrolling ...");
    for handle in [cat, sea] {
        println!("{}", handle.join().unwrap());
    }
}
