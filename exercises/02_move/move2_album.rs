//! The wedding album
//!
//! A wedding album goes to the print shop. The shop prints on a thread of its own and takes its
//! time. The customer gets a receipt at the counter, right away: how many photos were handed in.
//!
//! Goal: `hand_in` starts the printing on a new thread and returns the number of photos, together
//! with the handle of that thread. Nobody waits for the printing here. There is only one album in
//! the world: leave `Album` as it is.
//!
//! Keep: pub fn hand_in(album: Album, print: impl FnOnce(&Album) + Send + 'static) -> (usize, JoinHandle<()>)

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
    // TODO: the receipt is written too late. Who owns the album by then?
    let printing = thread::spawn(move || print(&album));
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
