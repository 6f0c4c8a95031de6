//! `thread_local!`.

use std::cell::{Cell, RefCell};

use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::{Arc, Mutex};
use explorer::thread::{self, LocalKey};

use crate::explored::{holds, outcomes};

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

/// What threads did, in order.
type Log = Arc<Mutex<Vec<&'static str>>>;

/// Notes when it is dropped, after a word with whatever else is to be done.
struct Noted(&'static str, Option<Log>, fn());

impl Drop for Noted {
    fn drop(&mut self) {
        (self.2)();
        if let Some(log) = &self.1 {
            log.lock().unwrap().push(self.0);
        }
    }
}

type Slot = RefCell<Option<Noted>>;

fn fill(slot: &'static LocalKey<Slot>, name: &'static str, log: &Log, then: fn()) {
    slot.set(Some(Noted(name, Some(Arc::clone(log)), then)));
}

explorer::thread_local! {
    static LEFT: Slot = const { RefCell::new(None) };
    static RIGHT: Slot = const { RefCell::new(None) };
}

#[test]
fn values_are_dropped_at_the_end_of_their_thread_before_join_returns() {
    holds(|| {
        let log = Log::default();
        let theirs = Arc::clone(&log);
        let thread = thread::spawn(move || {
            fill(&LEFT, "left", &theirs, || ());
            theirs.lock().unwrap().push("the closure");
        });
        thread.join().unwrap();
        assert_eq!(*log.lock().unwrap(), ["the closure", "left"]);
    });
}

#[test]
fn values_are_dropped_in_the_reverse_order_of_their_first_use() {
    let order = |first: &'static LocalKey<Slot>, second: &'static LocalKey<Slot>| {
        holds(move || {
            let log = Log::default();
            let theirs = Arc::clone(&log);
            let thread = thread::spawn(move || {
                fill(first, "first", &theirs, || ());
                fill(second, "second", &theirs, || ());
            });
            thread.join().unwrap();
            assert_eq!(*log.lock().unwrap(), ["second", "first"]);
        });
    };
    order(&LEFT, &RIGHT);
    order(&RIGHT, &LEFT);
}

#[test]
fn values_of_a_panicking_thread_are_dropped_too() {
    holds(|| {
        let log = Log::default();
        let theirs = Arc::clone(&log);
        let thread = thread::spawn(move || {
            fill(&LEFT, "left", &theirs, || ());
            panic!("falls");
        });
        assert!(thread.join().is_err());
        assert_eq!(*log.lock().unwrap(), ["left"]);
    });
}

#[test]
fn a_destructor_finds_what_is_still_there_and_no_more() {
    holds(|| {
        let log = Log::default();
        let theirs = Arc::clone(&log);
        let thread = thread::spawn(move || {
            COUNT.set(1);
            // Goes last of the two, when the other one is gone.
            fill(&LEFT, "left", &theirs, || {
                let error = RIGHT.try_with(|_| ()).unwrap_err();
                assert_eq!(error.to_string(), "already destroyed");
                assert!(LEFT.try_with(|_| ()).is_err(), "it is being dropped itself");
                let with = catch_unwind(AssertUnwindSafe(|| RIGHT.with(|_| ())));
                assert!(with.is_err());
            });
            fill(&RIGHT, "right", &theirs, || {
                assert!(LEFT.try_with(|_| ()).is_ok());
            });
        });
        thread.join().unwrap();
        assert_eq!(*log.lock().unwrap(), ["right", "left"]);
    });
}

#[test]
fn a_destructor_may_use_one_for_the_first_time() {
    holds(|| {
        let log = Log::default();
        let theirs = Arc::clone(&log);
        let thread = thread::spawn(move || {
            fill(&LEFT, "left", &theirs, || {
                let log = LEFT.try_with(|_| ());
                assert!(log.is_err());
                WORDS.with_borrow(|words| assert_eq!(*words, ["first"]));
            });
        });
        thread.join().unwrap();
        assert_eq!(*log.lock().unwrap(), ["left"]);
    });
}
