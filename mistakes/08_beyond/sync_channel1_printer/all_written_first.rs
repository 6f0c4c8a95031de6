// verdict: fails_checks
// says: so 2 lay on the floor, on the cat
//! The tray and the cat
//!
//! A novelist writes faster than her old printer prints. Between them stands a tray with room for a
//! few pages. What does not fit falls to the floor, and on the floor lies the cat.
//! So she promised to wait whenever the tray is full. Since then both of them wait, and nothing
//! has been printed. The cat is pleased.
//!
//! Goal: the novelist writes on a thread of her own, and the caller of `print_novel` prints the pages in
//! their order, each as soon as it is there. While a page is printed she writes on, until the tray is full and she has one
//! more page in her hands, not more. Whoever has to wait, she or the printer, sleeps.
//!
//! Keep: pub fn print_novel(novel: impl Iterator<Item = String> + Send + 'static, room: usize,
//!                          print: impl FnMut(String))

use std::sync::mpsc;
use std::thread;

/// Each `next` of the `novel` writes a page; each call of `print` prints one.
pub fn print_novel(
    novel: impl Iterator<Item = String> + Send + 'static,
    _room: usize,
    mut print: impl FnMut(String),
) {
    let (tray, printer) = mpsc::channel();

    let novelist = thread::spawn(move || {
        for page in novel {
            tray.send(page).unwrap();
        }
    });

    novelist.join().unwrap();
    for page in printer {
        print(page);
    }
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
