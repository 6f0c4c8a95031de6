// verdict: fails_checks
// says: and should have one of their own
//! The unopened letters
//!
//! The post office sends letters to a reader, who works on a thread of their own, opens as many as
//! they like, and leaves. The post office counts a letter as opened when `send` was `Ok`. Yesterday
//! it counted three, and two of them were never opened.
//!
//! Goal: `deliver` sends a letter for each text, until the reader has left, and waits for the end of
//! the reader's thread. Then it returns how many letters were opened: `Letter::open` sends a receipt.
//! (The reader opens letters or drops them, keeps none and passes none on, and does not panic.)
//!
//! Keep: pub struct Letter, with its open
//!       pub fn deliver(texts: Vec<String>, reader: impl FnOnce(Receiver<Letter>) + Send + 'static) -> usize

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

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
    let office = thread::spawn(move || {
        for text in texts {
            if post
                .send(Letter {
                    text,
                    receipt: receipt.clone(),
                })
                .is_err()
            {
                break;
            }
        }
    });
    reader(letters);
    office.join().unwrap();
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
