//! With a scope, the `join` happens automatically, at the end of the scope, after the printing.

use std::sync::mpsc;
use std::thread;

/// Each `next` of the `novel` writes a page; each call of `print` prints one.
pub fn print_novel(
    mut novel: impl Iterator<Item = String> + Send + 'static,
    room: usize,
    print: impl FnMut(String),
) {
    thread::scope(|study| {
        let (tray, printer) = mpsc::sync_channel(room);
        study.spawn(move || novel.try_for_each(|page| tray.send(page)));
        printer.into_iter().for_each(print);
    });
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
