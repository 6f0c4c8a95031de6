//! Reading and writing back belong together, so they happen under one guard. No other thread can
//! act in between: the lock is released only after this like has been counted and its number is
//! known.

use std::sync::Mutex;
use std::thread;

/// Adds a like and returns its number: 1 for the first one, then 2, and so on.
pub fn like(likes: &Mutex<u32>) -> u32 {
    let mut likes = likes.lock().unwrap();
    *likes += 1;
    *likes
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
