//! The error of `send` holds the parcel that could not be sent. So the panic can say which one it was;
//! `unwrap` could only say that sending failed.

use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Parcel {
    pub number: String,
    pub contents: Vec<String>,
}

impl Parcel {
    fn receipt(&self) -> String {
        self.number.clone()
    }
}

pub fn hand_in(parcel: Parcel, belt: &Sender<Parcel>) -> String {
    let receipt = parcel.receipt();
    match belt.send(parcel) {
        Ok(()) => receipt,
        Err(returned) => panic!(
            "the belt has stopped, take number {} back",
            returned.0.number
        ),
    }
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
