//! Who asks a count again and again.

use explorer::hint::spin_loop;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex};
use explorer::thread;

use crate::explored::{explored, failure, holds, holds_as_far_as_tried};
use explorer::explorer::Failure;

/// Waits until the thread has dropped its own, by `wait`, which gives way soon.
fn waits(wait: fn(&Arc<AtomicU32>)) {
    let exploration = explored(|| {
        let number = Arc::new(AtomicU32::new(0));
        let other = Arc::clone(&number);
        thread::spawn(move || other.fetch_add(1, SeqCst));
        wait(&number);
        assert_eq!(number.load(SeqCst), 1);
    });
    assert!(exploration.found.is_none());
    let schedules = exploration.coverage.schedules;
    assert!(schedules < 1000, "{schedules}");
}

#[test]
fn a_bare_loop_around_a_count_ends() {
    waits(|number| while Arc::strong_count(number) > 1 {});
}

#[test]
fn a_loop_that_spins_around_a_count_ends() {
    waits(|number| {
        while Arc::strong_count(number) > 1 {
            spin_loop();
        }
    });
}

#[test]
fn a_loop_that_yields_around_a_count_ends() {
    waits(|number| {
        while Arc::strong_count(number) > 1 {
            thread::yield_now();
        }
    });
}

#[test]
fn a_loop_around_an_upgrade_ends() {
    holds_as_far_as_tried(|| {
        let value = Arc::new(0);
        let weak = Arc::downgrade(&value);
        let thread = thread::spawn(move || drop(value));
        while let Some(value) = weak.upgrade() {
            drop(value);
        }
        thread.join().unwrap();
    });
}

#[test]
fn a_loop_around_a_try_to_unwrap_ends() {
    holds_as_far_as_tried(|| {
        let mut value = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&value);
        thread::spawn(move || *theirs.lock().unwrap() += 1);
        let value = loop {
            match Arc::try_unwrap(value) {
                Ok(value) => break value,
                Err(shared) => value = shared,
            }
        };
        assert_eq!(value.into_inner().unwrap(), 1);
    });
}

#[test]
fn a_loop_around_a_change_in_place_ends() {
    holds_as_far_as_tried(|| {
        let mut value = Arc::new(0);
        let theirs = Arc::clone(&value);
        thread::spawn(move || drop(theirs));
        while Arc::get_mut(&mut value).is_none() {}
    });
}

#[test]
fn a_count_that_nobody_changes_is_no_progress() {
    let failure = failure(|| {
        let value = Arc::new(0);
        let _kept = Arc::clone(&value);
        while Arc::strong_count(&value) > 1 {}
    });
    assert!(matches!(failure, Failure::NoProgress { .. }), "{failure:?}");
}

#[test]
fn to_change_in_place_again_and_again_is_not_to_wait() {
    // Nor does that leave anything out.
    holds(|| {
        let seen = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&seen);
        let thread = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        let mut value = Arc::new(0);
        for _ in 0..5 {
            *Arc::get_mut(&mut value).unwrap() += 1;
            *Arc::make_mut(&mut value) += 1;
        }
        thread.join().unwrap();
    });
}

#[test]
fn to_take_many_apart_is_progress() {
    holds(|| {
        for number in 0..20_000 {
            assert_eq!(Arc::try_unwrap(Arc::new(number)), Ok(number));
        }
    });
}
