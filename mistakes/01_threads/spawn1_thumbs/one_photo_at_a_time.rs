// verdict: fails_in_some_interleaving
// says: but their handles brought

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    static PHOTO: Mutex<String> = Mutex::new(String::new());
    *PHOTO.lock().unwrap() = photo;
    thread::spawn(move || {
        let p = PHOTO.lock().unwrap().clone();
        render(p)
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
