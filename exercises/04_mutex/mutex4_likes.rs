//! A cat falls off a sofa
//!
//! The video is eleven seconds long, and the whole world likes it. The likes come from many
//! threads, and each fan is told the number of their like: "Your like is number 2417006!"
//!
//! There is a lock, it is acquired and released, and nothing crashes. And yet some likes are gone
//! in the evening, and some numbers were given out twice.
//!
//! Goal: every like counts, and every like gets a number of its own. A thread that finds the lock
//! taken waits until it is free.
//!
//! Keep: pub fn like(likes: &Mutex<u32>) -> u32

use std::sync::Mutex;
use std::thread;

/// Adds a like and returns its number: 1 for the first one, then 2, and so on.
pub fn like(likes: &Mutex<u32>) -> u32 {
    // TODO: what may happen between these two lines?
    let before = *likes.lock().unwrap();
    *likes.lock().unwrap() = before + 1;
    before + 1
}

pub fn main() {
    let likes = Mutex::new(0);
    thread::scope(|world| {
        for fan in ["Ada", "Bo", "Cy", "Di"] {
            let likes = &likes;
            world.spawn(move || {
                for _ in 0..1_000 {
                    like(likes);
                }
                println!("{fan} has also sent it to everybody: {}", like(likes));
            });
        }
    });
    let counted = likes.into_inner().unwrap();
    println!("4004 likes were given, and {counted} are there.");
}
