//! `std::thread::scope`.

use std::cell::Cell;
use std::time::Duration;

use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::thread::{self, Builder};

use crate::explored::{deadlocked, holds, outcomes, panic_message};

#[test]
fn a_scope_waits_for_all_its_threads() {
    holds(|| {
        let done = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| done.fetch_add(1, SeqCst));
            }
        });
        assert_eq!(done.load(SeqCst), 2);
    });
}

#[test]
fn its_threads_borrow_and_it_returns_a_value() {
    holds(|| {
        let (mut left, right) = (vec![1], String::from("b"));
        let joined = thread::scope(|scope| {
            scope.spawn(|| left.push(2));
            scope.spawn(|| right.len()).join().unwrap()
        });
        assert_eq!((left.as_slice(), joined), ([1, 2].as_slice(), 1));
    });
}

#[test]
fn threads_that_threads_start_in_it_are_waited_for_too() {
    holds(|| {
        let done = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                scope.spawn(|| done.fetch_add(1, SeqCst));
            });
        });
        assert_eq!(done.load(SeqCst), 1);
    });
}

#[test]
fn a_panic_that_was_joined_is_handled() {
    holds(|| {
        let words = thread::scope(|scope| {
            let thread = scope.spawn(|| panic!("out of paper"));
            let payload = thread.join().unwrap_err();
            *payload.downcast::<&str>().unwrap()
        });
        assert_eq!(words, "out of paper");
    });
}

#[test]
fn a_panic_that_nobody_joined_is_the_scopes() {
    let message = panic_message(|| {
        thread::scope(|scope| {
            scope.spawn(|| panic!("out of paper"));
        });
    });
    assert_eq!(message, "a scoped thread panicked");
}

#[test]
fn after_a_panic_of_its_own_it_waits_and_hands_that_panic_on() {
    holds(|| {
        let done = AtomicU32::new(0);
        let scope = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|scope| {
                scope.spawn(|| done.fetch_add(1, SeqCst));
                scope.spawn(|| panic!("of a thread"));
                panic!("of the scope");
            });
        }));
        let payload = scope.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"of the scope"));
        assert_eq!(done.load(SeqCst), 1);
    });
}

#[test]
fn results_that_nobody_fetches_are_dropped_before_it_ends() {
    struct Counted<'a>(&'a AtomicU32);
    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    holds(|| {
        let dropped = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| Counted(&dropped));
        });
        assert_eq!(dropped.load(SeqCst), 1);
    });
}

#[test]
fn a_builder_names_a_scoped_thread() {
    holds(|| {
        thread::scope(|scope| {
            let builder = Builder::new().name("scoped".to_owned());
            let thread = builder.spawn_scoped(scope, thread::current).unwrap();
            assert_eq!(thread.thread().name(), Some("scoped"));
            assert_eq!(thread.join().unwrap().name(), Some("scoped"));
        });
    });
}

#[test]
fn a_scoped_thread_has_finished_or_not() {
    let finished = outcomes(|| thread::scope(|scope| scope.spawn(|| ()).is_finished()));
    assert_eq!(finished, [false, true].into());
}

#[test]
fn a_scope_whose_thread_never_ends_is_a_deadlock() {
    let blocked = deadlocked(|| {
        thread::scope(|scope| {
            scope.spawn(|| {
                loop {
                    thread::park();
                }
            });
        });
    });
    assert_eq!(blocked, 2);
}

explorer::thread_local!(static LAST: Last = const { Last(Cell::new(None)) });

/// Tells when it is dropped.
struct Last(Cell<Option<&'static AtomicU32>>);

impl Drop for Last {
    fn drop(&mut self) {
        if let Some(dropped) = self.0.get() {
            thread::sleep(Duration::from_millis(50));
            dropped.fetch_add(1, SeqCst);
        }
    }
}

static DROPPED: AtomicU32 = AtomicU32::new(0);

#[test]
fn it_may_end_before_thread_locals_are_dropped_but_a_join_does_not() {
    let scope = outcomes(|| {
        thread::scope(|scope| {
            scope.spawn(|| LAST.with(|last| last.0.set(Some(&DROPPED))));
        });
        DROPPED.load(SeqCst)
    });
    assert_eq!(scope, [0, 1].into());
    let joined = outcomes(|| {
        thread::scope(|scope| {
            let thread = scope.spawn(|| LAST.with(|last| last.0.set(Some(&DROPPED))));
            thread.join().unwrap();
        });
        DROPPED.load(SeqCst)
    });
    assert_eq!(joined, [1].into());
    let finished = outcomes(|| {
        let thread = thread::spawn(|| LAST.with(|last| last.0.set(Some(&DROPPED))));
        let finished = thread.is_finished();
        (finished, DROPPED.load(SeqCst))
    });
    assert!(finished.contains(&(true, 0)) && finished.contains(&(true, 1)));
}
