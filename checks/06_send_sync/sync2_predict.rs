use exercise::{PASSPORTS, Stamps};
use probes::{is_send, is_sync};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard};

/// A type's name in the table, what the compiler says of it, and why.
struct Holder {
    name: &'static str,
    may_move: bool,
    may_be_shared: bool,
    why: &'static str,
}

macro_rules! holder {
    ($name:literal, $type:ty, $why:literal) => {
        Holder {
            name: $name,
            may_move: is_send!($type),
            may_be_shared: is_sync!($type),
            why: $why,
        }
    };
}

fn inspect(holders: &[Holder]) {
    let mut wrong = Vec::new();
    for holder in holders {
        let truth = match (holder.may_move, holder.may_be_shared) {
            (true, true) => Stamps::Both,
            (true, false) => Stamps::SendOnly,
            (false, true) => Stamps::SyncOnly,
            (false, false) => Stamps::Neither,
        };
        let rows: Vec<Stamps> = PASSPORTS
            .iter()
            .filter(|(name, _)| *name == holder.name)
            .map(|(_, stamps)| *stamps)
            .collect();
        match rows[..] {
            [] => wrong.push(format!("`{}`: its row is missing.", holder.name)),
            [stamps] if stamps == truth => {}
            // By its name: an attempt may do without this variant.
            [stamps] if format!("{stamps:?}") == "Unread" => {
                wrong.push(format!("`{}`: not stamped yet.", holder.name));
            }
            [stamps] => wrong.push(format!(
                "`{}`, stamped {stamps:?}: {}",
                holder.name, holder.why
            )),
            _ => wrong.push(format!("`{}`: it has more than one row.", holder.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What owns or boxes something has the right stamps: `Vec<Rc<u8>>`, `Box<dyn Fn()>`.
#[test]
fn what_is_inside_decides() {
    inspect(&[
        holder!(
            "Vec<Rc<u8>>",
            Vec<Rc<u8>>,
            "a collection may do what its elements may do. Which elements are these?"
        ),
        holder!(
            "Box<dyn Fn()>",
            Box<dyn Fn()>,
            "anything callable may be inside, even a closure that holds an `Rc`. The type promises nothing, \
             so nothing is allowed."
        ),
    ]);
}

/// What points to a value that others may point to has the right stamps: `Rc`, `Arc`, `Arc<Cell<u8>>`, `&Cell<u8>`.
#[test]
fn pointers_share_what_they_point_to() {
    inspect(&[
        holder!(
            "Rc<u8>",
            Rc<u8>,
            "its clones share one count, and nobody guards that count. If a clone moves, or a `&Rc` that can be cloned, \
             two threads count at the same time."
        ),
        holder!(
            "Arc<u8>",
            Arc<u8>,
            "its count is atomic, and its clones only read the `u8`. That is what it was made for."
        ),
        holder!(
            "Arc<Cell<u8>>",
            Arc<Cell<u8>>,
            "`Arc` protects its count, not what is inside. A clone that is moved or shared gives a second thread access to the same `Cell`."
        ),
        holder!(
            "&Cell<u8>",
            &'static Cell<u8>,
            "through it one can change the cell, and references are easily copied. May a second thread have one?"
        ),
    ]);
}

/// What lets others change what is inside has the right stamps: `Cell<u8>`, `Mutex<Cell<u8>>`.
#[test]
fn cells_and_locks() {
    inspect(&[
        holder!(
            "Cell<u8>",
            Cell<u8>,
            "it has one owner, who may move it anywhere. But two threads with a `&Cell` could write at the same time."
        ),
        holder!(
            "Mutex<Cell<u8>>",
            Mutex<Cell<u8>>,
            "a mutex lets in one thread at a time, so what is inside is never used by two at once. It only has to be able to move."
        ),
    ]);
}

/// What threads use to keep apart, and to talk, has the right stamps: `MutexGuard<u8>`, `mpsc::Receiver<u8>`.
#[test]
fn between_threads() {
    inspect(&[
        holder!(
            "MutexGuard<u8>",
            MutexGuard<'static, u8>,
            "the thread that locked must unlock, so a guard stays on its thread. But a `&MutexGuard` only gives access to a `&u8`."
        ),
        holder!(
            "mpsc::Receiver<u8>",
            Receiver<u8>,
            "single consumer: it may move, but two threads may not take from the same one."
        ),
    ]);
}
