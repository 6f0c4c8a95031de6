//! With a scope, the reader's thread is joined at its end. The letters go out through an iterator that
//! owns both senders: when the last letter is sent, or cannot be sent, they are dropped.

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
    thread::scope(|office| {
        office.spawn(move || reader(letters));
        texts
            .into_iter()
            .map(move |text| {
                let receipt = receipt.clone();
                post.send(Letter { text, receipt })
            })
            .take_while(Result::is_ok)
            .for_each(drop);
    });
    receipts.into_iter().count()
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
