//! `Ok` from `send` says that the receiver was still there, not that the message was received. Only
//! an answer says that: here a receipt, on a second channel that goes the other way. When the reader's
//! thread has ended, all letters are gone, so with the last sender here the count ends as well.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub struct Letter {
    text: String,
    receipt: Sender<()>,
}

impl Letter {
    /// Opens the letter, and sends a receipt.
    pub fn open(self) -> String {
        // If nobody waits for the receipt, that is fine.
        let _ = self.receipt.send(());
        self.text
    }
}

pub fn deliver(
    texts: Vec<String>,
    reader: impl FnOnce(Receiver<Letter>) + Send + 'static,
) -> usize {
    let (post, letters) = mpsc::channel();
    let (receipt, receipts) = mpsc::channel();
    let reader = thread::spawn(move || reader(letters));
    for text in texts {
        let receipt = receipt.clone();
        if post.send(Letter { text, receipt }).is_err() {
            break;
        }
    }
    drop(post);
    drop(receipt);
    reader.join().unwrap();
    receipts.iter().count()
}

pub fn main() {
    let texts = ["an invitation", "a bill", "another bill"].map(String::from);
    let opened = deliver(texts.to_vec(), |letters| {
        if let Ok(letter) = letters.recv() {
            println!("The reader opens {} and leaves.", letter.open());
        }
    });
    println!("{opened} of {} letters were opened.", texts.len());
}
