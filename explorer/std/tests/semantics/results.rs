//! What threads leave, and who drops it where nobody takes it.

use std::collections::BTreeSet;

use explorer::explorer::Failure;
use explorer::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use explorer::sync::Mutex;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::thread::{self, ThreadId};

use crate::explored::{deadlocked, failure, holds, outcomes};

static DROPPED_BY: Mutex<Vec<ThreadId>> = Mutex::new(Vec::new());

/// Notes who drops it.
struct Left;

impl Drop for Left {
    fn drop(&mut self) {
        DROPPED_BY.lock().unwrap().push(thread::current().id());
    }
}

/// Whether the calling thread has dropped what the other one left.
fn is_dropped_here() -> bool {
    let by = DROPPED_BY.lock().unwrap();
    *by == [thread::current().id()]
}

fn either() -> BTreeSet<bool> {
    BTreeSet::from([false, true])
}

#[test]
fn a_thread_drops_what_it_leaves_or_who_drops_its_handle_does() {
    assert_eq!(
        outcomes(|| {
            drop(thread::spawn(|| Left));
            is_dropped_here()
        }),
        either()
    );
    let of_a_panic = outcomes(|| {
        drop(thread::spawn(|| panic_any(Left)));
        is_dropped_here()
    });
    assert_eq!(of_a_panic, either());
    let of_a_scope = outcomes(|| {
        thread::scope(|scope| drop(scope.spawn(|| Left)));
        is_dropped_here()
    });
    assert_eq!(of_a_scope, either());
}

#[test]
fn it_is_dropped_before_a_scope_returns() {
    struct Counted<'a>(&'a AtomicU32);
    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    holds(|| {
        let dropped = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| Counted(&dropped));
            }
        });
        assert_eq!(dropped.into_inner(), 2);
    });
}

#[test]
fn what_nobody_can_notice_makes_no_interleavings() {
    let runs = crate::explored::explored(|| {
        for _ in 0..3 {
            thread::spawn(|| vec![1]);
        }
    });
    assert_eq!(runs.coverage.schedules, 1);
}

#[test]
fn a_panic_while_it_is_dropped_aborts() {
    struct Throws;
    impl Drop for Throws {
        fn drop(&mut self) {
            // Nothing but that.
            std::panic::resume_unwind(Box::new("dropped"));
        }
    }
    for at_once in [false, true] {
        let aborted = failure(|| {
            let thread = thread::spawn(|| Throws);
            if at_once || thread.is_finished() {
                let _ = catch_unwind(AssertUnwindSafe(|| drop(thread)));
            } else {
                std::mem::forget(thread.join());
            }
        });
        assert!(
            matches!(aborted, Failure::Exit { status: 134, .. }),
            "{aborted:?}"
        );
    }
}

#[test]
fn a_panic_that_another_thread_of_the_scope_was_told_of_is_not_told_again() {
    holds(|| {
        thread::scope(|scope| {
            let throws = scope.spawn(|| panic!("thrown"));
            scope.spawn(move || assert!(throws.join().is_err()));
        });
    });
}

#[test]
fn a_scope_waits_for_ever_for_a_handle_that_was_forgotten() {
    let waits = deadlocked(|| thread::scope(|scope| std::mem::forget(scope.spawn(|| 1))));
    assert_eq!(waits, 1);
}
