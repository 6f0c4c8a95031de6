// verdict: fails_in_some_interleaving
// says: but `deliver` returned 0
// says: which may be before
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
    let opened = receipts.try_iter().count();
    reader.join().unwrap();
    opened
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
