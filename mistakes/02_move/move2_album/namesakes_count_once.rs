// verdict: fails_checks
// says: The album held 4 photos, three of them called "the kiss"
// says: The receipt counts every photo

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
    let mut v = album.photos().to_vec();
    v.sort();
    v.dedup();
    (v.len(), thread::spawn(move || print(&album)))
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
