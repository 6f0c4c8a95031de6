//! A full tray makes `send` wait until the printer takes a page, so the printer must be at work
//! meanwhile. The `for` ends when the novelist has dropped her sender; only then is it time to join
//! her.

use std::sync::mpsc;
use std::thread;

/// Each `next` of the `novel` writes a page; each call of `print` prints one.
pub fn print_novel(
    novel: impl Iterator<Item = String> + Send + 'static,
    room: usize,
    mut print: impl FnMut(String),
) {
    let (tray, printer) = mpsc::sync_channel(room);

    let novelist = thread::spawn(move || {
        for page in novel {
            tray.send(page).unwrap();
        }
    });

    for page in printer {
        print(page);
    }
    novelist.join().unwrap();
}

pub fn main() {
    let sentences = [
        "It was a dark and stormy night.",
        "Somebody knocked.",
        "It was the cat.",
        "The end.",
    ];
    let novel = sentences.into_iter().map(|sentence| {
        println!("written: {sentence}");
        sentence.to_owned()
    });
    print_novel(novel, 1, |page| println!("         printed: {page}"));
}
