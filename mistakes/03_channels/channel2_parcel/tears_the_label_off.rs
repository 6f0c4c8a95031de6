// verdict: fails_checks
// says: but out of the wall came [""]
//! The post office. At the counter a parcel is put on the belt that takes it through the
//! wall, into the sorting hall. The customer goes home with a receipt: the number on the
//! label of their parcel. The clerk always writes it after the parcel has gone.
//!
//! Goal: `hand_in` puts the very parcel it was given on the belt, label and all, and
//! returns the number on that label. When the customer has the receipt, the parcel is on
//! the belt. If the belt ends nowhere, there is no receipt: `hand_in` panics.
//! There is one of each parcel in this world: leave `Parcel` as it is.
//!
//! Keep: pub fn hand_in(parcel: Parcel, belt: &Sender<Parcel>) -> String

use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Parcel {
    pub number: String,
    pub contents: Vec<String>,
}

pub fn hand_in(mut parcel: Parcel, belt: &Sender<Parcel>) -> String {
    let receipt = std::mem::take(&mut parcel.number);
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
