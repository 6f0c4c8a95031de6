// verdict: fails_in_some_interleaving
// says: opened one of 2 letters and left, but `deliver` returned 2
// says: `Ok` from `send` only means
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
    let sent = texts
        .into_iter()
        .map_while(|text| {
            let receipt = receipt.clone();
            post.send(Letter { text, receipt }).ok()
        })
        .count();
    drop(post);
    reader.join().unwrap();
    drop(receipts);
    sent
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
