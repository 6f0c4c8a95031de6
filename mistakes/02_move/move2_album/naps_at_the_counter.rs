// verdict: fails_checks
// says: By the clock the customer stood at the counter for 20ms

use std::thread::{self, JoinHandle};
use std::time::Duration;

pub struct Album {
    photos: Vec<String>,
}

impl Album {
    pub fn new(photos: Vec<String>) -> Self {
        Self { photos }
    }

    pub fn photos(&self) -> &[String] {
        &self.photos
    }
}

pub fn hand_in(
    album: Album,
    print: impl FnOnce(&Album) + Send + 'static,
) -> (usize, JoinHandle<()>) {
    let n = album.photos().len();
    let h = thread::spawn(move || print(&album));
    thread::sleep(Duration::from_millis(20));
    (n, h)
}

pub fn main() {
    let photos = ["the kiss", "the cake", "uncle Bob, dancing"];
    let album = Album::new(photos.map(String::from).to_vec());
    let (receipt, printing) = hand_in(album, |album| {
        for photo in album.photos() {
            println!("printing: {photo}");
        }
    });
    println!("receipt: {receipt} photos handed in");
    printing.join().unwrap();
}
