// verdict: deadlocks
// says: which it has held itself
// says: A guard with a name lives to the end of its block
//! A cat falls off a sofa
//!
//! The video is eleven seconds long, and the whole world likes it. The likes
//! come from many threads, and whoever gives one is told its number: "Your like
//! is number 2417006!"
//!
//! The lock is there, it is taken, it is given back, nothing crashes. And yet
//! some likes are gone in the evening, and some numbers were given out twice.
//!
//! Goal: every like counts, and every like gets a number of its own. Who finds
//! the lock taken waits until it is free.
//!
//! Keep: pub fn like(likes: &Mutex<u32>) -> u32

use std::sync::Mutex;
use std::thread;

/// Adds a like and returns its number: 1 for the first one, then 2, and so on.
pub fn like(likes: &Mutex<u32>) -> u32 {
    let mut guard = likes.lock().unwrap();
    *guard += 1;
    *likes.lock().unwrap()
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
