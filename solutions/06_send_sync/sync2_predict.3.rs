//! The same table with proof: what is stamped `Send` is asked for `Send`, and likewise for `Sync`,
//! while this compiles. (That a type is not `Send` is harder to prove; the hidden checks do it.)

use std::cell::Cell;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};

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

const fn may_move<T: Send>() {}

const fn may_be_shared<T: Sync>() {}

const _: () = {
    may_move::<Arc<u8>>();
    may_move::<Cell<u8>>();
    may_move::<Mutex<Cell<u8>>>();
    may_move::<mpsc::Receiver<u8>>();

    may_be_shared::<Arc<u8>>();
    may_be_shared::<Mutex<Cell<u8>>>();
    may_be_shared::<MutexGuard<'static, u8>>();
};

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
