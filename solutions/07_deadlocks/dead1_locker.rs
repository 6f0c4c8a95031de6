//! A temporary in the head of a `match` lives until the match ends, and the guard that `lock`
//! returns was one. With a `let` the statement ends at the semicolon, and the guard is dropped
//! there: what is left is the parcel. The match then holds no lock.

use std::collections::BTreeMap;
use std::sync::Mutex;

pub struct Locker {
    parcels: Mutex<BTreeMap<u32, String>>,
}

impl Locker {
    pub fn empty() -> Self {
        Self {
            parcels: Mutex::new(BTreeMap::new()),
        }
    }

    pub fn put_in(&self, code: u32, parcel: impl Into<String>) {
        self.parcels.lock().unwrap().insert(code, parcel.into());
    }

    /// What the display shows: the codes of all parcels in the locker.
    pub fn codes(&self) -> Vec<u32> {
        self.parcels.lock().unwrap().keys().copied().collect()
    }

    /// The parcel, if there was one under this code and it `fits`.
    pub fn pick_up(&self, code: u32, fits: impl FnOnce(&str) -> bool) -> Option<String> {
        let parcel = self.parcels.lock().unwrap().remove(&code);
        match parcel {
            Some(parcel) => {
                if fits(&parcel) {
                    Some(parcel)
                } else {
                    self.put_in(code, parcel);
                    None
                }
            }
            None => None,
        }
    }
}

pub fn main() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots, size 41");
    locker.put_in(8, "a lamp like a pear");
    let lamp = locker.pick_up(8, |parcel| parcel.contains("pear"));
    println!("taken home: {lamp:?}");
    let boots = locker.pick_up(7, |parcel| parcel.contains("size 43"));
    println!(
        "taken home: {boots:?}, still in the locker: {:?}",
        locker.codes()
    );
}
