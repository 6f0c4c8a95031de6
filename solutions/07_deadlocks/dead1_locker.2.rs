//! A function of its own for the part under the lock. When `take_out` returns, its guard is
//! dropped, wherever it is called: `match self.take_out(code)` would be fine too. `?` returns early
//! when there is nothing under this code.

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
        let parcel = self.take_out(code)?;
        if fits(&parcel) {
            return Some(parcel);
        }
        self.put_in(code, parcel);
        None
    }

    fn take_out(&self, code: u32) -> Option<String> {
        self.parcels.lock().unwrap().remove(&code)
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
