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

/// What a loop changes in every round keeps nobody else from a turn for ever.
mod who_goes_on_for_ever {
    use super::*;

    /// Counts until it is told to stop, by the calling thread when `wait` is over.
    fn counts_until_told(nap: Option<Duration>, wait: impl Fn()) {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&stop);
        let count = Arc::new(AtomicU32::new(0));
        let counting = thread::spawn(move || {
            while !theirs.load(SeqCst) {
                count.fetch_add(1, SeqCst);
                if let Some(nap) = nap {
                    thread::sleep(nap);
                }
            }
        });
        wait();
        stop.store(true, SeqCst);
        counting.join().unwrap();
    }

    #[test]
    fn comes_to_an_end_when_it_is_told() {
        for nap in [None, Some(NAP)] {
            holds_as_far_as_tried(|| counts_until_told(nap, || ()));
            holds_as_far_as_tried(|| counts_until_told(nap, || thread::sleep(10 * NAP)));
        }
    }

    #[test]
    fn lets_waits_be_over_in_time() {
        for nap in [None, Some(NAP)] {
            holds_as_far_as_tried(|| counts_until_told(nap, || thread::park_timeout(NAP)));
            holds_as_far_as_tried(|| {
                let (_open, quiet) = mpsc::channel::<()>();
                counts_until_told(nap, || assert!(quiet.recv_timeout(NAP).is_err()));
            });
        }
    }

    #[test]
    fn may_ask_in_vain_meanwhile() {
        holds_as_far_as_tried(|| {
            let stop = Arc::new(AtomicBool::new(false));
            let theirs = Arc::clone(&stop);
            let asking = thread::spawn(move || while !theirs.load(SeqCst) {});
            thread::park_timeout(NAP);
            stop.store(true, SeqCst);
            asking.join().unwrap();
        });
    }

    #[test]
    fn is_cut_off_when_it_is_left_behind() {
        holds_as_far_as_tried(|| {
            let count = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&count);
            thread::spawn(move || {
                loop {
                    theirs.fetch_add(1, SeqCst);
                    thread::sleep(NAP);
                }
            });
            count.load(SeqCst);
        });
        holds_as_far_as_tried(|| {
            let (sender, receiver) = mpsc::channel();
            thread::spawn(move || (0..).try_for_each(|number| sender.send(number)));
            assert_eq!(receiver.recv(), Ok(0));
        });
    }

    #[test]
    fn starts_threads_meanwhile() {
        holds_as_far_as_tried(|| {
            let done = AtomicBool::new(false);
            thread::scope(|scope| {
                scope.spawn(|| done.store(true, SeqCst));
                while !done.load(SeqCst) {
                    scope.spawn(|| ()).join().unwrap();
                }
            });
        });
    }

    #[test]
    fn takes_a_lock_in_the_end() {
        holds_as_far_as_tried(|| {
            let taken = AtomicBool::new(false);
            let (misses, number) = (AtomicU32::new(0), AtomicU32::new(0));
            thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| {
                        while taken.swap(true, SeqCst) {
                            misses.fetch_add(1, SeqCst);
                            thread::yield_now();
                        }
                        number.store(number.load(SeqCst) + 1, SeqCst);
                        taken.store(false, SeqCst);
                    });
                }
            });
            assert_eq!(number.into_inner(), 2);
        });
    }
}
