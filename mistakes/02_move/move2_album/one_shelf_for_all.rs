// verdict: deadlocks
// says: the printer of the album with
// says: A printer is still printing

use std::sync::Mutex;
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
    static A: Mutex<Option<Album>> = Mutex::new(None);
    let n = album.photos().len();
    *A.lock().unwrap() = Some(album);
    (
        n,
        thread::spawn(move || {
            let a = A.lock().unwrap().take();
            if let Some(a) = a {
                print(&a)
            }
        }),
    )
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
