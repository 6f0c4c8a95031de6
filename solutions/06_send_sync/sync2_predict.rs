//! A type made of parts has a stamp if all its parts have it. The others are the interesting ones:
//! what shares without protection (`Rc`, `Cell`) loses a stamp, and what protects (`Arc`, `Mutex`)
//! keeps one or gives one back, depending on what is inside. For `dyn` and raw pointers nothing is
//! known, so nothing is allowed.

use Stamps::{Both, Neither, SendOnly, SyncOnly, Unread};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamps {
    /// Nothing to be read but coffee.
    Unread,
    Both,
    SendOnly,
    SyncOnly,
    Neither,
}

#[rustfmt::skip]
pub const PASSPORTS: [(&str, Stamps); 10] = [
    ("Vec<Rc<u8>>", Neither),
    ("Box<dyn Fn()>", Neither),

    ("Rc<u8>", Neither),
    ("Arc<u8>", Both),
    ("Arc<Cell<u8>>", Neither),
    ("&Cell<u8>", Neither),

    ("Cell<u8>", SendOnly),
    ("Mutex<Cell<u8>>", Both),

    ("MutexGuard<u8>", SyncOnly),
    ("mpsc::Receiver<u8>", SendOnly),
];

pub fn main() {
    for stamps in [Unread, Both, SendOnly, SyncOnly, Neither] {
        let holders: Vec<_> = PASSPORTS
            .iter()
            .filter(|passport| passport.1 == stamps)
            .map(|passport| passport.0)
            .collect();
        println!("{stamps:?}: {}", holders.join(", "));
    }
}
