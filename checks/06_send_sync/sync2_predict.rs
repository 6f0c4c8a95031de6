use exercise::{PASSPORTS, Stamps};
use probes::{is_send, is_sync};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};
use std::thread::JoinHandle;

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

/// What owns, boxes or makes something has the right stamps: `String`, `Vec<Rc<u8>>`, `Box<dyn Fn()>`, `fn() -> Rc<u8>`.
#[test]
fn what_is_inside_decides() {
    inspect(&[
        holder!(
            "String",
            String,
            "it owns its bytes, and nobody can change them through a `&String`. Nothing can go wrong."
        ),
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
        holder!(
            "fn() -> Rc<u8>",
            fn() -> Rc<u8>,
            "this is a function, not an `Rc`. Any thread may call it, and each call makes an `Rc` right there."
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

/// What lets others change what is inside has the right stamps: `Cell`, `Mutex<Cell<u8>>`, `RwLock<Cell<u8>>`, `MutexGuard`.
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
        holder!(
            "RwLock<Cell<u8>>",
            RwLock<Cell<u8>>,
            "it may move, like its cell. But it lets many readers in at once, and each of them holds a `&Cell`."
        ),
        holder!(
            "MutexGuard<u8>",
            MutexGuard<'static, u8>,
            "the thread that locked must unlock, so a guard stays on its thread. But a `&MutexGuard` only gives access to a `&u8`."
        ),
    ]);
}

/// What threads hand to each other has the right stamps: `Sender`, `Receiver`, `JoinHandle<Rc<u8>>`, `&mut Cell<u8>`.
#[test]
fn between_threads() {
    inspect(&[
        holder!(
            "mpsc::Sender<u8>",
            Sender<u8>,
            "many producers: it may move, and since Rust 1.72 several threads may even send through the same one."
        ),
        holder!(
            "mpsc::Receiver<u8>",
            Receiver<u8>,
            "single consumer: it may move, but two threads may not take from the same one."
        ),
        holder!(
            "JoinHandle<Rc<u8>>",
            JoinHandle<Rc<u8>>,
            "a handle may do anything, whatever its thread returns. (No thread can be started that returns an `Rc`; \
             `spawn` sees to that.)"
        ),
        holder!(
            "&mut Cell<u8>",
            &'static mut Cell<u8>,
            "nobody else has a reference to that cell, so it moves like the cell itself. But a `&&mut Cell` is as good as \
             a `&Cell`."
        ),
    ]);
}
