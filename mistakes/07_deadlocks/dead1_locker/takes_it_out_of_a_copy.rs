// verdict: fails_checks
// says: but the locker still shows their code: [7]
// says: A parcel taken out of a clone of the map is still in the locker
//! The parcel locker
//!
//! A customer types a code, takes the parcel out and tries on what is in it,
//! there and then. If it fits, it goes home with them. If it does not, it goes
//! back into the locker under the same code. Yesterday a pair of red boots did
//! not fit, and the locker has not opened since, for anybody.
//!
//! Goal: boots that do not fit go back in. And while one customer is trying
//! things on, which may take a while, the locker works for everybody else. A
//! parcel is tried on, put back and taken home as it is, and `codes` may come in
//! any order. (Nobody else puts a parcel in under the code of one that is being
//! tried on.)
//!
//! Keep: Locker::empty(), put_in, codes and pick_up as others call them

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
        let mut parcels = self.parcels.lock().unwrap().clone();
        let parcel = parcels.remove(&code)?;
        if fits(&parcel) {
            Some(parcel)
        } else {
            self.put_in(code, parcel);
            None
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
