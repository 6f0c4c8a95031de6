// verdict: fails_in_some_interleaving
// says: The receipts say
// says: Two calls run at the same time

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Parcel {
    pub number: String,
    pub contents: Vec<String>,
}

pub fn hand_in(parcel: Parcel, belt: &Sender<Parcel>) -> String {
    // The number is noted in the book before the parcel goes, and read out of it afterwards.
    static BOOK: Mutex<String> = Mutex::new(String::new());
    BOOK.lock().unwrap().clone_from(&parcel.number);
    belt.send(parcel).unwrap();
    BOOK.lock().unwrap().clone()
}

pub fn main() {
    let (belt, hall) = mpsc::channel::<Parcel>();
    let sorting = thread::spawn(move || {
        for parcel in hall {
            println!(
                "(the hall shakes number {}: {:?})",
                parcel.number, parcel.contents
            );
        }
    });
    for (number, thing) in [
        ("CH-17", "a cuckoo clock"),
        ("CH-18", "half a kilo of cheese"),
    ] {
        let parcel = Parcel {
            number: number.to_owned(),
            contents: vec![thing.to_owned()],
        };
        let receipt = hand_in(parcel, &belt);
        println!("Here is your receipt: {receipt}");
    }
    drop(belt);
    sorting.join().unwrap();
}
