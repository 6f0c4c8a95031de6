//! Who looks a number of times and gives up may do so before anybody else has come to a turn; who looks for ever may not.

use std::time::Duration;

use explorer::explorer::Failure;
use explorer::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, RwLock, TryLockError, mpsc};
use explorer::thread;

use crate::explored::{explored, failure, holds, holds_as_far_as_tried, outcomes, panic_message};

const NAP: Duration = Duration::from_millis(10);

/// Looks so often whether a thread has finished.
fn look(times: usize, nap: bool) {
    let thread = thread::spawn(|| ());
    for _ in 0..times {
        if thread.is_finished() {
            thread.join().unwrap();
            return;
        }
        if nap {
            thread::sleep(NAP);
        }
    }
    panic!("gave up");
}

#[test]
fn ten_looks_at_a_thread_may_all_be_in_vain() {
    for times in [1, 3, 6, 10, 100, 500] {
        for nap in [false, true] {
            assert_eq!(panic_message(|| look(times, nap)), "gave up", "{times}");
        }
    }
}

#[test]
fn a_lock_may_be_busy_at_every_look() {
    let message = panic_message(|| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        let thread = thread::spawn(move || *theirs.lock().unwrap() += 1);
        let taken = (0..20).any(|_| {
            thread::yield_now();
            !matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
        });
        assert!(taken, "always busy");
        thread.join().unwrap();
    });
    assert_eq!(message, "always busy");
}

#[test]
fn a_channel_may_be_empty_at_every_look() {
    let message = panic_message(|| {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || sender.send(1).unwrap());
        let found = (0..30).any(|_| receiver.recv_timeout(NAP).is_ok());
        assert!(found, "always empty");
        thread.join().unwrap();
    });
    assert_eq!(message, "always empty");
}

#[test]
fn a_flag_under_a_lock_may_be_down_at_every_look() {
    let message = panic_message(|| {
        let flag = Arc::new(RwLock::new(false));
        let theirs = Arc::clone(&flag);
        let thread = thread::spawn(move || *theirs.write().unwrap() = true);
        let set = (0..80).any(|_| *flag.read().unwrap());
        assert!(set, "never set");
        thread.join().unwrap();
    });
    assert_eq!(message, "never set");
}

/// The looks come after a race that takes one preemption.
#[test]
fn others_may_do_nothing_from_any_moment_on() {
    let seen = panic_message(|| {
        let step = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&step);
        let thread = thread::spawn(move || {
            theirs.store(1, SeqCst);
            theirs.store(2, SeqCst);
        });
        if step.load(SeqCst) == 1 {
            assert!((0..15).any(|_| step.load(SeqCst) == 2), "stuck at 1");
        }
        thread.join().unwrap();
    });
    assert_eq!(seen, "stuck at 1");
}

#[test]
fn looks_that_are_few_enough_are_tried_wholly() {
    let seen = outcomes(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        thread::spawn(move || theirs.store(true, SeqCst));
        (0..6).position(|_| flag.load(SeqCst))
    });
    let all = (0..6).map(Some).chain([None]);
    assert_eq!(seen, all.collect());
}

#[test]
fn to_look_for_ever_is_to_wait() {
    holds_as_far_as_tried(|| {
        let thread = thread::spawn(|| ());
        while !thread.is_finished() {
            thread::sleep(NAP);
        }
    });
    let exploration = explored(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        thread::spawn(move || theirs.store(true, SeqCst));
        while !flag.load(SeqCst) {}
    });
    assert!(exploration.found.is_none());
    // What is endless is cut, and so they were not all.
    assert!(!exploration.coverage.exhaustive);
}

/// Counting up is progress, however long nothing else happens.
#[test]
fn to_count_far_is_no_standstill() {
    for times in [10_001, 30_000] {
        holds(|| {
            let number = AtomicU32::new(0);
            for _ in 0..times {
                number.fetch_add(1, SeqCst);
            }
            assert_eq!(number.load(SeqCst), times);
        });
    }
    holds_as_far_as_tried(|| {
        let number = Arc::new(Mutex::new(0));
        let threads = [0, 1].map(|_| {
            let number = Arc::clone(&number);
            thread::spawn(move || (0..5_100).for_each(|_| *number.lock().unwrap() += 1))
        });
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*number.lock().unwrap(), 10_200);
    });
}

#[test]
fn to_give_way_to_each_other_for_ever_is_no_progress() {
    let failure = failure(|| {
        let turn = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&turn);
        thread::spawn(move || {
            loop {
                theirs.store(true, SeqCst);
            }
        });
        loop {
            turn.store(false, SeqCst);
        }
    });
    assert!(matches!(failure, Failure::NoProgress { .. }), "{failure:?}");
}
