//! `try_send` does not wait: where the tray is full it returns the page in its error. Then there is
//! time for a cup of tea, and for the patient `send`.

use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread;

/// Lays the page into the tray, as soon as there is room. `None` when the printer is gone.
fn lay(page: String, tray: &SyncSender<String>) -> Option<()> {
    match tray.try_send(page) {
        Ok(()) => Some(()),
        Err(TrySendError::Full(page)) => {
            println!("(the tray is full: tea)");
            tray.send(page).ok()
        }
        Err(TrySendError::Disconnected(_)) => None,
    }
}

/// Each `next` of the `novel` writes a page; each call of `print` prints one.
pub fn print_novel(
    mut novel: impl Iterator<Item = String> + Send + 'static,
    room: usize,
    mut print: impl FnMut(String),
) {
    let (tray, printer) = mpsc::sync_channel(room);
    let novelist = thread::spawn(move || novel.try_for_each(|page| lay(page, &tray)));

    while let Ok(page) = printer.recv() {
        print(page);
    }
    novelist
        .join()
        .unwrap()
        .expect("the printer stays to the end");
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
