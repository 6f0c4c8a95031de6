// verdict: fails_in_some_interleaving
// says: and 1 was counted instead of 2
// says: Count how often `lock` is called

use std::sync::Mutex;
use std::thread;

/// Adds a like and returns its number: 1 for the first one, then 2, and so on.
pub fn like(likes: &Mutex<u32>) -> u32 {
    let before = *likes.lock().unwrap();
    thread::sleep(std::time::Duration::from_millis(5));
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
