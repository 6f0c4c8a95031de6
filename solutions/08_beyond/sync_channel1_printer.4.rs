//! The same with two channels that have room for everything: pages go one way, and permission to hand one over goes the other.

use std::sync::mpsc;
use std::thread;

pub fn print_novel(
    novel: impl Iterator<Item = String> + Send + 'static,
    room: usize,
    mut print: impl FnMut(String),
) {
    let (credit, credits) = mpsc::channel();
    let (tray, printer) = mpsc::channel();
    // For every page she needs a place: those in the tray are free at first, and the printer asks for one more at a time.
    for _ in 0..room {
        credit.send(()).unwrap();
    }
    let novelist = thread::spawn(move || {
        for page in novel {
            credits.recv().unwrap();
            tray.send(page).unwrap();
        }
    });
    loop {
        let _ = credit.send(());
        match printer.recv() {
            Ok(page) => print(page),
            Err(_) => break,
        }
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
