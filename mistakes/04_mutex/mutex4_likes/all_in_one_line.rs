// verdict: deadlocks
// says: Deadlock: `main` waits for `likes`
// says: waits for itself

use std::sync::Mutex;
use std::thread;

/// Adds a like and returns its number: 1 for the first one, then 2, and so on.
pub fn like(likes: &Mutex<u32>) -> u32 {
    *likes.lock().unwrap() = *likes.lock().unwrap() + 1;
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
