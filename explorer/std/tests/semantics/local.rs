//! `thread_local!`.

use std::cell::{Cell, RefCell};

use explorer::explorer::Failure;
use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::{Arc, Mutex};
use explorer::thread::{self, LocalKey};

use crate::explored::{failure, holds, outcomes};

explorer::thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(40) };
    static WORDS: RefCell<Vec<&'static str>> = RefCell::new(vec!["first"]);
}

#[test]
fn each_thread_has_its_own() {
    let seen = outcomes(|| {
        let add_one = || {
            COUNT.set(COUNT.get() + 1);
            WORDS.with_borrow_mut(|words| words.push("more"));
            (COUNT.get(), WORDS.with_borrow(Vec::len))
        };
        let thread = thread::spawn(add_one);
        let mine = add_one();
        assert_eq!(mine, thread.join().unwrap());
        mine
    });
    // In every run from the beginning, on the first thread too.
    assert_eq!(seen, [(41, 2)].into());
}

#[test]
fn it_is_made_at_its_first_use() {
    explorer::thread_local!(static MADE_BY: Option<String> = thread::current().name().map(str::to_owned));
    holds(|| {
        let builder = thread::Builder::new().name("theirs".to_owned());
        let thread = builder.spawn(|| MADE_BY.with(Clone::clone)).unwrap();
        assert_eq!(thread.join().unwrap().as_deref(), Some("theirs"));
        MADE_BY.with(|name| assert_eq!(name.as_deref(), Some("main")));
    });
}

#[test]
fn cells_are_used_without_a_closure() {
    holds(|| {
        assert_eq!(
            (COUNT.replace(5), COUNT.get(), COUNT.take(), COUNT.get()),
            (40, 5, 5, 0)
        );
        COUNT.set(7);
        COUNT.with(|count| assert_eq!(count.get(), 7));
        assert_eq!(WORDS.replace(vec!["a"]), ["first"]);
        assert_eq!((WORDS.take(), WORDS.take().len()), (vec!["a"], 0));
        WORDS.set(vec!["b"]);
        assert_eq!(WORDS.with(|words| words.borrow().clone()), ["b"]);
    });
}

#[test]
fn to_set_it_first_makes_it_without_its_initialiser() {
    explorer::thread_local!(static NEVER: Cell<u32> = panic!("made from its initialiser"));
    holds(|| {
        NEVER.set(1);
        assert_eq!(NEVER.get(), 1);
    });
}

/// What destructors said, in order.
type Log = Arc<Mutex<Vec<&'static str>>>;

/// Says a word when it is dropped.
struct Last(Log, fn() -> &'static str);

impl Drop for Last {
    fn drop(&mut self) {
        let word = (self.1)();
        self.0.lock().unwrap().push(word);
    }
}

type Slot = RefCell<Option<Last>>;

explorer::thread_local! {
    static LEFT: Slot = const { RefCell::new(None) };
    static RIGHT: Slot = const { RefCell::new(None) };
}

/// What is said at the end of a thread that does this.
fn last_words(thread: impl Fn(&Log) + Clone + Send + 'static) -> Vec<&'static str> {
    let said = outcomes(|| {
        let (log, thread) = (Log::default(), thread.clone());
        let theirs = Arc::clone(&log);
        let _ = thread::spawn(move || thread(&theirs)).join();
        // Join comes back when all has been said.
        let log = log.lock().unwrap();
        log.clone()
    });
    assert_eq!(said.len(), 1, "it depends: {said:?}");
    said.into_iter().next().unwrap()
}

fn fill(slot: &'static LocalKey<Slot>, log: &Log, word: fn() -> &'static str) {
    slot.set(Some(Last(Arc::clone(log), word)));
}

#[test]
fn values_are_dropped_at_the_end_of_their_thread() {
    let said = last_words(|log| {
        fill(&LEFT, log, || "left");
        log.lock().unwrap().push("the closure");
    });
    assert_eq!(said, ["the closure", "left"]);
}

#[test]
fn values_are_dropped_in_the_reverse_order_of_their_first_use() {
    let said = last_words(|log| {
        fill(&LEFT, log, || "left");
        fill(&RIGHT, log, || "right");
    });
    assert_eq!(said, ["right", "left"]);
    let said = last_words(|log| {
        fill(&RIGHT, log, || "right");
        fill(&LEFT, log, || "left");
    });
    assert_eq!(said, ["left", "right"]);
}

#[test]
fn values_of_a_panicking_thread_are_dropped_too() {
    let said = last_words(|log| {
        fill(&LEFT, log, || "left");
        panic!("falls");
    });
    assert_eq!(said, ["left"]);
}

/// What somebody finds who looks into the slot.
fn found(slot: &'static LocalKey<Slot>) -> &'static str {
    match slot.try_with(|_| ()) {
        Ok(()) => "it is there",
        Err(error) if error.to_string() == "already destroyed" => "it is destroyed",
        Err(_) => "another error",
    }
}

#[test]
fn a_destructor_finds_what_is_still_there() {
    let said = last_words(|log| {
        fill(&LEFT, log, || found(&RIGHT));
        fill(&RIGHT, log, || found(&LEFT));
    });
    assert_eq!(said, ["it is there", "it is destroyed"]);
    let said = last_words(|log| fill(&LEFT, log, || found(&LEFT)));
    assert_eq!(said, ["it is destroyed"], "while it is being dropped");
}

#[test]
fn to_use_what_is_destroyed_panics() {
    let said = last_words(|log| {
        fill(&LEFT, log, || {
            let used = catch_unwind(AssertUnwindSafe(|| LEFT.with(|_| ())));
            used.map_or("it panics", |()| "it is there")
        });
    });
    assert_eq!(said, ["it panics"]);
}

#[test]
fn a_destructor_may_use_another_one_for_the_first_time() {
    let said = last_words(|log| fill(&LEFT, log, || WORDS.with_borrow(|words| words[0])));
    assert_eq!(said, ["first"]);
}

/// Has nothing to drop, and so is there to the last, as in the real library.
#[test]
fn what_need_not_be_dropped_outlives_what_must() {
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() + 1);
        }
    }
    explorer::thread_local! {
        static GUARD: Guard = const { Guard };
        static DEPTH: Cell<u32> = const { Cell::new(0) };
    }
    holds(|| {
        let thread = thread::spawn(|| {
            GUARD.with(|_| ());
            DEPTH.set(1);
            DEPTH.get()
        });
        assert_eq!(thread.join().unwrap(), 1);
    });
}

#[test]
fn a_panic_in_its_destructor_aborts_the_process() {
    struct Breaks;
    impl Drop for Breaks {
        fn drop(&mut self) {
            panic!("too late");
        }
    }
    explorer::thread_local!(static BREAKS: Breaks = const { Breaks });
    let failure = failure(|| {
        thread::spawn(|| BREAKS.with(|_| ())).join().unwrap();
    });
    assert!(
        matches!(failure, Failure::Exit { status: 134, .. }),
        "{failure:?}"
    );
}

/// An initialiser that uses its own key: what it has put there first is dropped, and may do anything meanwhile.
#[test]
fn what_an_initialiser_replaces_is_dropped() {
    struct Word(Arc<Mutex<u32>>);
    impl Drop for Word {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }
    explorer::thread_local!(static WORD: RefCell<Option<Word>> = {
        WORD.set(None);
        RefCell::new(None)
    });
    holds(|| {
        let dropped = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&dropped);
        let thread = thread::spawn(move || WORD.set(Some(Word(theirs))));
        thread.join().unwrap();
        assert_eq!(*dropped.lock().unwrap(), 1);
    });
}
