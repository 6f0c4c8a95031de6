//! Statics of an attempt that is linked as attempts are: each interleaving begins with what they held before the first.
//!
//! Between two interleavings the explorer writes over the program's own statics, so each of these would add up, or refer to
//! memory of an interleaving that is over.

use super::Attempt;

/// Two threads that do the same come in more than one order.
fn holds_twice(items: &str, body: &str) {
    let text = format!(
        "use std::sync::{{*, atomic::{{*, Ordering::SeqCst}}}};\nuse std::thread;\n{items}\n\
         fn both(f: fn()) {{ let other = thread::spawn(f); f(); other.join().unwrap(); }}\n\
         pub fn act() -> u32 {{\n{body}\n}}\n"
    );
    let judged = Attempt::file(text).passes();
    let explored = &judged["checks"][0]["exploration"];
    assert_eq!(explored["exhaustive"], true, "{body}: {explored}");
    assert!(
        explored["schedules"].as_u64() > Some(1),
        "{body}: {explored}"
    );
}

#[test]
fn numbers_start_afresh() {
    holds_twice(
        "static COUNT: AtomicU32 = AtomicU32::new(40);",
        "both(|| _ = COUNT.fetch_add(1, SeqCst)); COUNT.load(SeqCst)",
    );
    holds_twice(
        "static COUNTS: [AtomicU64; 40_000] = [const { AtomicU64::new(0) }; 40_000];",
        "both(|| for n in [0, 39_999] { COUNTS[n].fetch_add(21, SeqCst); });
         assert_eq!(COUNTS[0].load(SeqCst), 42); COUNTS[39_999].load(SeqCst) as u32",
    );
}

#[test]
fn what_a_lock_holds_starts_afresh() {
    holds_twice(
        "static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());",
        "both(|| NAMES.lock().unwrap().push(\"a name\".repeat(30)));
         assert!(NAMES.lock().unwrap().iter().all(|name| name.len() == 180));
         40 + NAMES.lock().unwrap().len() as u32",
    );
    holds_twice(
        "static BOX: RwLock<Option<Box<[u32; 2000]>>> = RwLock::new(None);",
        "both(|| BOX.write().unwrap().get_or_insert_with(|| Box::new([40; 2000]))[1999] += 1);
         BOX.read().unwrap().as_ref().unwrap()[1999]",
    );
}

#[test]
fn what_is_made_once_is_made_in_every_interleaving() {
    holds_twice(
        "static MADE: AtomicU32 = AtomicU32::new(41);
         static TEXT: OnceLock<String> = OnceLock::new();",
        "both(|| _ = TEXT.get_or_init(|| { MADE.fetch_add(1, SeqCst); \"text\".repeat(100) }));
         assert_eq!(TEXT.get().unwrap().len(), 400); MADE.load(SeqCst)",
    );
    holds_twice(
        "use std::collections::HashMap;
         static MAP: LazyLock<Mutex<HashMap<u32, Arc<u32>>>> = LazyLock::new(Default::default);",
        "both(|| { let mut map = MAP.lock().unwrap(); let size = map.len() as u32; map.insert(size, Arc::new(21)); });
         MAP.lock().unwrap().values().map(|value| **value).sum()",
    );
    holds_twice(
        "static ENDS: OnceLock<(Mutex<mpsc::Sender<u32>>, Mutex<mpsc::Receiver<u32>>)> = OnceLock::new();",
        "let make = || { let (sender, receiver) = mpsc::channel(); (sender.into(), receiver.into()) };
         ENDS.get_or_init(make);
         both(|| ENDS.get().unwrap().0.lock().unwrap().send(21).unwrap());
         ENDS.get().unwrap().1.lock().unwrap().try_iter().sum()",
    );
}

#[test]
fn what_a_thread_has_of_its_own_starts_afresh() {
    holds_twice(
        "use std::cell::{Cell, RefCell};
         thread_local! { static SEEN: RefCell<Vec<Box<u32>>> = RefCell::default(); static N: Cell<u32> = const { Cell::new(20) } }
         static SUM: AtomicU32 = AtomicU32::new(0);",
        "both(|| {
             N.set(N.get() + 1);
             SEEN.with_borrow_mut(|seen| seen.push(Box::new(N.get())));
             SUM.fetch_add(SEEN.with_borrow(|seen| seen.iter().map(|n| **n).sum()), SeqCst);
         });
         SUM.load(SeqCst)",
    );
}

#[test]
fn what_the_last_interleaving_left_in_a_static_is_not_dropped_in_the_next() {
    holds_twice(
        "struct Loud(u32);
         impl Drop for Loud { fn drop(&mut self) { DROPS.fetch_add(1, SeqCst); } }
         static DROPS: AtomicU32 = AtomicU32::new(0);
         static KEPT: Mutex<Option<Arc<Loud>>> = Mutex::new(None);",
        "both(|| *KEPT.lock().unwrap() = Some(Arc::new(Loud(41))));
         KEPT.lock().unwrap().as_ref().unwrap().0 + DROPS.load(SeqCst)",
    );
}
