// verdict: fails_checks
// says: to return the handle: it slept, or waited with a time limit
// says: What does your code do between that and the return
//! Thumbnails
//!
//! The photo app shows a small picture for every photo. Rendering takes its time, and a frozen app
//! gets one star. So `start_thumbnail` starts the rendering on a new thread and returns at once,
//! however many are under way. The app goes on scrolling, and asks for the picture later, through
//! the handle that it got.
//!
//! Goal: let the new thread call `render`, at the same time as all the others. Joining the handle
//! gives its thumbnail, unchanged.
//!
//! Keep: pub fn start_thumbnail(photo: String, render: impl FnOnce(String) -> String + Send + 'static) -> JoinHandle<String>

use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    let handle = thread::spawn(|| render(photo));
    // So that the thread has begun.
    thread::sleep(Duration::from_millis(5));
    handle
}

pub fn main() {
    let cat = start_thumbnail(String::from("cat.jpg"), |photo| format!("[small {photo}]"));
    let sea = start_thumbnail(String::from("sea.jpg"), |photo| format!("[small {photo}]"));
    println!("scrolling, scrolling ...");
    for handle in [cat, sea] {
        println!("{}", handle.join().unwrap());
    }
}
