// verdict: fails_checks
// says: By the clock `start_thumbnail` took 50ms
// says: Does anything stand between the two

use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    let h = thread::spawn(move || render(photo));
    thread::sleep(Duration::from_millis(50));
    h
}

pub fn main() {
    let cat = start_thumbnail(String::from("cat.jpg"), |photo| format!("[small {photo}]"));
    let sea = start_thumbnail(String::from("sea.jpg"), |photo| format!("[small {photo}]"));
    println!("scrolling, scrolling ...");
    for handle in [cat, sea] {
        println!("{}", handle.join().unwrap());
    }
}
