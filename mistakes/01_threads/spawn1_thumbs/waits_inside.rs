// verdict: deadlocks
// says: the renderer was waiting for the others (1 of 2 had come)
// says: which holds the handle
//! Thumbnails
//!
//! The photo app shows a small picture for every photo. Rendering takes its
//! time, and a frozen app gets one star. So `start_thumbnail` starts the
//! rendering on a new thread and returns at once, however many are under way.
//! The app goes on scrolling, and asks for the picture later, through the
//! handle it was given.
//!
//! Goal: let the new thread call `render`, at the same time as all the others.
//! Its thumbnail comes out of the handle as it is.
//!
//! Keep: pub fn start_thumbnail(photo: String, render: impl FnOnce(String) -> String + Send + 'static) -> JoinHandle<String>

use std::thread::{self, JoinHandle};

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    let thumbnail = thread::spawn(|| render(photo)).join().unwrap();
    thread::spawn(|| thumbnail)
}

pub fn main() {
    let cat = start_thumbnail(String::from("cat.jpg"), |photo| format!("[small {photo}]"));
    let sea = start_thumbnail(String::from("sea.jpg"), |photo| format!("[small {photo}]"));
    println!("scrolling, scrolling ...");
    for handle in [cat, sea] {
        println!("{}", handle.join().unwrap());
    }
}
