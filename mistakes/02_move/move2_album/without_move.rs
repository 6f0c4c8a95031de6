// verdict: does_not_compile
// says: E0373
// says: The shop may still be printing after `hand_in` has returned

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
    let printing = thread::spawn(|| print(&album));
    let receipt = album.photos().len();
    (receipt, printing)
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
