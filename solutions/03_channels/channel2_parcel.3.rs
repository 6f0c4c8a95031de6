//! The owner of a parcel may take it apart. The pattern names every field, so if `Parcel` ever gets
//! another one, the compiler asks here what becomes of it.

use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Parcel {
    pub number: String,
    pub contents: Vec<String>,
}

pub fn hand_in(parcel: Parcel, belt: &Sender<Parcel>) -> String {
    // Taking the parcel apart and packing it again moves its contents; nothing but the number is
    // there twice.
    let Parcel { number, contents } = parcel;
    let receipt = number.clone();
    let parcel = Parcel { number, contents };
    belt.send(parcel).expect("the hall should be open");
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
