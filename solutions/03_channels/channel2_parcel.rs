//! Only the number is copied, and before `send`, which takes the parcel away. The receipt is handed out
//! after it, so there is none where the belt ends nowhere.

use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Parcel {
    pub number: String,
    pub contents: Vec<String>,
}

pub fn hand_in(parcel: Parcel, belt: &Sender<Parcel>) -> String {
    // What is sent belongs to the receiver. The receipt needs only a copy of the number, and that is
    // made while the parcel is still here.
    let receipt = parcel.number.clone();
    belt.send(parcel).unwrap();
    receipt
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
