// verdict: deadlocks
// says: the app was waiting
// says: other photos should be rendered meanwhile

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    static ONE: Mutex<()> = Mutex::new(());
    thread::spawn(move || {
        let _g = ONE.lock().unwrap();
        render(photo)
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
