// verdict: fails_checks
// says: cat.jpg should be rendered as "[tiny cat.jpg]" this time
// says: nothing from before

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

pub fn start_thumbnail(
    photo: String,
    render: impl FnOnce(String) -> String + Send + 'static,
) -> JoinHandle<String> {
    static PICS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
    thread::spawn(move || {
        if let Some((_, p)) = PICS.lock().unwrap().iter().find(|(k, _)| *k == photo) {
            return p.clone();
        }
        let p = render(photo.clone());
        PICS.lock().unwrap().push((photo, p.clone()));
        p
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
