// verdict: deadlocks
// says: the printer was waiting for the others (1 of 2 had come)
// says: and no thread can go on
//! Read what you still need before the move. A number is `Copy`: it stays with
//! you when the album goes.

use std::thread::{self, JoinHandle};

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
    let receipt = album.photos().len();
    let printing = thread::spawn(move || print(&album));
    printing.join().unwrap();
    (receipt, thread::spawn(|| {}))
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
