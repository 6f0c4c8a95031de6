// verdict: fails_checks
// says: `Cell<u8>`, stamped SyncOnly: it has one owner
// says: stamped SyncOnly: it has one owner, who may move it anywhere
//! The passport office
//!
//! At the border between threads every type shows its passport. There are two
//! stamps: `Send`, "may move to another thread", and `Sync`, "may be looked at
//! by several threads at once", which is to say that references to it may move.
//! Last night somebody spilled coffee over ten passports.
//!
//! Goal: stamp them anew. Think of each type: what could go wrong if it moved?
//! What could go wrong if two threads looked at it? (No need to ask the
//! compiler yet. It knows, and it will tell.)
//!
//! Keep: pub enum Stamps, and in PASSPORTS one row for each type, with its name

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

    ("Cell<u8>", SyncOnly),
    ("Mutex<Cell<u8>>", Both),

    ("MutexGuard<u8>", SendOnly),
    ("mpsc::Receiver<u8>", SyncOnly),
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
