//! `Mutex`. For its poison see `poisoning`.

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, TryLockError, mpsc};
use explorer::thread;

use crate::explored::{deadlocked, explored, failure, holds, outcomes};

#[test]
fn who_holds_it_is_alone() {
    let sums = outcomes(|| {
        let (lock, number) = (Mutex::new(()), AtomicU32::new(0));
        let add_one = || {
            let _guard = lock.lock().unwrap();
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
fn between_two_locks_others_may_come() {
    let sums = outcomes(|| {
        let number = Mutex::new(0);
        let add_one = || {
            let seen = *number.lock().unwrap();
            *number.lock().unwrap() = seen + 1;
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
fn whoever_asks_may_be_next() {
    let orders = outcomes(|| {
        let order = Mutex::new(String::new());
        thread::scope(|scope| {
            let first = order.lock().unwrap();
            for name in ['a', 'b'] {
                let order = &order;
                scope.spawn(move || order.lock().unwrap().push(name));
            }
            drop(first);
        });
        order.into_inner().unwrap()
    });
    assert_eq!(orders, ["ab", "ba"].map(String::from).into());
}

#[test]
fn its_holder_waits_for_itself_for_ever() {
    let blocked = deadlocked(|| {
        let lock = Mutex::new(());
        let _guard = lock.lock().unwrap();
        let _again = lock.lock();
    });
    assert_eq!(blocked, 1);
}

#[test]
fn a_guard_that_is_forgotten_holds_it_for_ever() {
    let blocked = deadlocked(|| {
        let lock = Mutex::new(());
        std::mem::forget(lock.lock().unwrap());
        let _again = lock.lock();
    });
    assert_eq!(blocked, 1);
}

/// Two threads take two locks, the second thread in this order.
fn two_locks(same_order: bool) {
    let locks = Arc::new((Mutex::new(()), Mutex::new(())));
    let theirs = Arc::clone(&locks);
    let thread = thread::spawn(move || {
        let (first, second) = if same_order {
            (&theirs.0, &theirs.1)
        } else {
            (&theirs.1, &theirs.0)
        };
        let _first = first.lock().unwrap();
        let _second = second.lock().unwrap();
    });
    let first = locks.0.lock().unwrap();
    let second = locks.1.lock().unwrap();
    drop((first, second));
    thread.join().unwrap();
}

#[test]
fn locks_in_another_order_deadlock() {
    holds(|| two_locks(true));
    assert_eq!(deadlocked(|| two_locks(false)), 2);
    let exploration = explored(|| two_locks(false));
    assert_eq!(exploration.found.unwrap().preemptions, 1);
}

#[test]
fn the_threads_of_a_deadlock_are_those_that_stand() {
    // The third thread has ended; the first waits for one that never will.
    let blocked = deadlocked(|| {
        let lock = Arc::new(Mutex::new(()));
        std::mem::forget(lock.lock().unwrap());
        thread::spawn(|| ()).join().unwrap();
        let theirs = Arc::clone(&lock);
        let _ = thread::spawn(move || drop(theirs.lock())).join();
    });
    assert_eq!(blocked, 2);
}

#[test]
fn try_lock_fails_only_while_another_thread_holds_it() {
    // The other thread reaches no point between taking the lock and giving it back.
    let taken = outcomes(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || *theirs.lock().unwrap() += 1);
        let seen = match number.try_lock() {
            Ok(number) => Some(*number),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Poisoned(_)) => unreachable!("nobody panicked"),
        };
        thread.join().unwrap();
        assert!(number.try_lock().is_ok(), "nobody holds it any more");
        seen
    });
    assert_eq!(taken, [None, Some(0), Some(1)].into());
}

#[test]
fn try_lock_does_not_wait_for_its_own_thread() {
    holds(|| {
        let lock = Mutex::new(());
        let guard = lock.try_lock().unwrap();
        assert!(matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
        drop(guard);
        assert!(lock.try_lock().is_ok());
    });
}

#[test]
fn others_may_be_kept_out_by_try_lock() {
    let seen = outcomes(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || {
            if let Ok(mut number) = theirs.try_lock() {
                *number += 1;
            }
        });
        *number.lock().unwrap() += 10;
        thread.join().unwrap();
        let number = number.lock().unwrap();
        *number
    });
    assert_eq!(seen, [10, 11].into());
}

#[test]
fn two_guards_of_a_statement_live_to_its_end() {
    let failure = failure(|| {
        let number = Mutex::new(1);
        *number.lock().unwrap() = *number.lock().unwrap() + 1;
    });
    assert!(matches!(failure, explorer::explorer::Failure::Deadlock(_)));
}

#[test]
fn a_guard_goes_with_whoever_drops_it_last() {
    holds(|| {
        let (lock, (sender, receiver)) = (Arc::new(Mutex::new(0)), mpsc::channel());
        let theirs = Arc::clone(&lock);
        let thread = thread::spawn(move || {
            let mut guard = theirs.lock().unwrap();
            sender.send(()).unwrap();
            *guard += 1;
        });
        receiver.recv().unwrap();
        assert_eq!(*lock.lock().unwrap(), 1);
        thread.join().unwrap();
    });
}

#[test]
fn it_is_made_shown_and_taken_apart() {
    holds(|| {
        let mut number = Mutex::from(1);
        assert_eq!(
            format!("{number:?}"),
            "Mutex { data: 1, poisoned: false, .. }"
        );
        *number.get_mut().unwrap() += 1;
        let guard = number.lock().unwrap();
        let real = std::sync::Mutex::new(2);
        let _real_guard = real.lock().unwrap();
        assert_eq!(format!("{number:?}"), format!("{real:?}"));
        assert_eq!(format!("{guard:?} {guard}"), "2 2");
        drop(guard);
        assert_eq!(number.into_inner().unwrap(), 2);
        assert_eq!(*Mutex::<u8>::default().lock().unwrap(), 0);
        let unsized_data: Box<Mutex<[u8]>> = Box::new(Mutex::new([1, 2]));
        assert_eq!(unsized_data.lock().unwrap().len(), 2);
    });
}

#[test]
fn statics_start_afresh_in_every_run() {
    static TOTAL: Mutex<u32> = Mutex::new(40);
    static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let work = || {
        *TOTAL.lock().unwrap() += 1;
        NAMES.lock().unwrap().push("somebody".to_owned());
    };
    for _ in 0..2 {
        let ends = outcomes(|| {
            let thread = thread::spawn(work);
            work();
            thread.join().unwrap();
            (*TOTAL.lock().unwrap(), NAMES.lock().unwrap().len())
        });
        assert_eq!(ends, [(42, 2)].into());
    }
}

#[test]
fn a_static_that_a_run_left_locked_is_free_in_the_next() {
    static LOCK: Mutex<()> = Mutex::new(());
    holds(|| {
        assert!(LOCK.try_lock().is_ok());
        let thread = thread::spawn(|| std::mem::forget(LOCK.lock()));
        thread.join().unwrap();
    });
}
