//! `RwLock`. For its poison see `poisoning`.

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Barrier, RwLock, RwLockWriteGuard, TryLockError, mpsc};
use explorer::thread;

use crate::explored::{deadlocked, holds, outcomes};

#[test]
fn readers_read_at_the_same_time() {
    holds(|| {
        let (number, both) = (RwLock::new(5), Barrier::new(2));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let number = number.read().unwrap();
                    both.wait();
                    assert_eq!(*number, 5);
                });
            }
        });
    });
}

#[test]
fn a_writer_is_alone() {
    let seen = outcomes(|| {
        let (lock, number) = (RwLock::new(()), AtomicU32::new(0));
        let mut seen = 0;
        thread::scope(|scope| {
            scope.spawn(|| {
                let _writing = lock.write().unwrap();
                number.store(1, SeqCst);
                number.store(2, SeqCst);
            });
            let _reading = lock.read().unwrap();
            seen = number.load(SeqCst);
            assert_eq!(seen, number.load(SeqCst), "it changed under a reader");
        });
        seen
    });
    assert_eq!(seen, [0, 2].into());
}

#[test]
fn two_writers_take_turns() {
    let sums = outcomes(|| {
        let (lock, number) = (RwLock::new(()), AtomicU32::new(0));
        let add_one = || {
            let _writing = lock.write().unwrap();
            number.store(number.load(SeqCst) + 1, SeqCst);
        };
        thread::scope(|scope| {
            scope.spawn(add_one);
            scope.spawn(add_one);
        });
        number.load(SeqCst)
    });
    assert_eq!(sums, [2].into());
}

#[test]
fn to_read_and_then_write_loses_updates() {
    let sums = outcomes(|| {
        let number = RwLock::new(0);
        let add_one = || {
            let seen = *number.read().unwrap();
            *number.write().unwrap() = seen + 1;
        };
        thread::scope(|scope| {
            scope.spawn(add_one);
            scope.spawn(add_one);
        });
        number.into_inner().unwrap()
    });
    assert_eq!(sums, [1, 2].into());
}

#[test]
fn who_reads_cannot_write_too() {
    let blocked = deadlocked(|| {
        let number = RwLock::new(0);
        let _reading = number.read().unwrap();
        let _writing = number.write();
    });
    assert_eq!(blocked, 1);
}

#[test]
fn to_read_twice_deadlocks_when_a_writer_comes_in_between() {
    let read_twice = |number: &RwLock<u32>| {
        let _once = number.read().unwrap();
        let _twice = number.read().unwrap();
    };
    holds(|| read_twice(&RwLock::new(0)));
    let blocked = deadlocked(|| {
        let number = Arc::new(RwLock::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || *theirs.write().unwrap() += 1);
        read_twice(&number);
        thread.join().unwrap();
    });
    assert_eq!(blocked, 2);
}

#[test]
fn try_read_fails_only_for_a_writer() {
    // The writer reaches no point while it writes.
    let seen = outcomes(|| {
        let number = Arc::new(RwLock::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || *theirs.write().unwrap() += 1);
        let seen = number.try_read().ok().map(|number| *number);
        thread.join().unwrap();
        seen
    });
    assert_eq!(seen, [None, Some(0), Some(1)].into());

    holds(|| {
        let number = RwLock::new(0);
        let _reading = number.read().unwrap();
        assert!(number.try_read().is_ok());
    });
}

#[test]
fn try_write_fails_for_readers_and_writers() {
    let seen = outcomes(|| {
        let number = Arc::new(RwLock::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || drop(theirs.read()));
        let written = number.try_write().is_ok();
        thread.join().unwrap();
        assert!(number.try_write().is_ok(), "nobody holds it any more");
        written
    });
    assert_eq!(seen, [false, true].into());

    holds(|| {
        let number = RwLock::new(0);
        let writing = number.write().unwrap();
        assert!(matches!(number.try_read(), Err(TryLockError::WouldBlock)));
        assert!(matches!(number.try_write(), Err(TryLockError::WouldBlock)));
        drop(writing);
        let _reading = number.read().unwrap();
        assert!(matches!(number.try_write(), Err(TryLockError::WouldBlock)));
    });
}

#[test]
fn a_downgraded_guard_lets_readers_in_and_no_writer() {
    let seen = outcomes(|| {
        let number = Arc::new(RwLock::new(0));
        let (writer, reader) = (Arc::clone(&number), Arc::clone(&number));
        let (sender, receiver) = mpsc::channel();
        let mut writing = number.write().unwrap();
        let writer = thread::spawn(move || *writer.write().unwrap() = 9);
        let reader = thread::spawn(move || sender.send(*reader.read().unwrap()).unwrap());
        *writing = 1;
        let reading = RwLockWriteGuard::downgrade(writing);
        assert_eq!(*reading, 1, "a writer came in between");
        drop(reading);
        writer.join().unwrap();
        reader.join().unwrap();
        receiver.recv().unwrap()
    });
    assert_eq!(seen, [1, 9].into());

    holds(|| {
        let number = RwLock::new(0);
        let reading = RwLockWriteGuard::downgrade(number.write().unwrap());
        assert!(number.try_read().is_ok());
        assert!(number.try_write().is_err());
        drop(reading);
        assert!(number.try_write().is_ok());
    });
}

#[test]
fn it_is_made_shown_and_taken_apart() {
    holds(|| {
        let mut number = RwLock::from(1);
        assert_eq!(
            format!("{number:?}"),
            "RwLock { data: 1, poisoned: false, .. }"
        );
        *number.get_mut().unwrap() += 1;
        let writing = number.write().unwrap();
        assert_eq!(
            format!("{number:?}"),
            "RwLock { data: <locked>, poisoned: false, .. }"
        );
        drop(writing);
        let reading = number.read().unwrap();
        assert_eq!(format!("{reading:?} {reading}"), "2 2");
        drop(reading);
        assert_eq!(number.into_inner().unwrap(), 2);
        assert_eq!(*RwLock::<u8>::default().read().unwrap(), 0);
    });
}

#[test]
fn a_static_starts_afresh_in_every_run() {
    static TABLE: RwLock<Vec<u32>> = RwLock::new(Vec::new());
    let ends = outcomes(|| {
        let thread = thread::spawn(|| TABLE.write().unwrap().push(1));
        TABLE.write().unwrap().push(2);
        thread.join().unwrap();
        TABLE.read().unwrap().len()
    });
    assert_eq!(ends, [2].into());
}
