//! The compiler can be asked on stable Rust: where an inherent constant's bounds hold, it wins over
//! a trait's of the same name. A fair way to check one's own prediction afterwards.

use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;
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

struct Asked<T>(PhantomData<T>);

trait Otherwise {
    const SEND: bool = false;
    const SYNC: bool = false;
}

impl<T> Otherwise for Asked<T> {}

impl<T: Send> Asked<T> {
    const SEND: bool = true;
}

impl<T: Sync> Asked<T> {
    const SYNC: bool = true;
}

macro_rules! passport {
    ($name:literal, $type:ty) => {
        (
            $name,
            match (<Asked<$type>>::SEND, <Asked<$type>>::SYNC) {
                (true, true) => Both,
                (true, false) => SendOnly,
                (false, true) => SyncOnly,
                (false, false) => Neither,
            },
        )
    };
}

pub const PASSPORTS: [(&str, Stamps); 10] = [
    passport!("Vec<Rc<u8>>", Vec<Rc<u8>>),
    passport!("Box<dyn Fn()>", Box<dyn Fn()>),
    passport!("Rc<u8>", Rc<u8>),
    passport!("Arc<u8>", Arc<u8>),
    passport!("Arc<Cell<u8>>", Arc<Cell<u8>>),
    passport!("&Cell<u8>", &'static Cell<u8>),
    passport!("Cell<u8>", Cell<u8>),
    passport!("Mutex<Cell<u8>>", Mutex<Cell<u8>>),
    passport!("MutexGuard<u8>", MutexGuard<'static, u8>),
    passport!("mpsc::Receiver<u8>", mpsc::Receiver<u8>),
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
