//! What a panic does to the lock that is held meanwhile.

use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError, mpsc};
use explorer::thread;

use crate::explored::{holds, outcomes};

/// A thread takes the lock, changes the number to 7, and panics with the guard in its hands.
fn poisoned() -> Arc<Mutex<i32>> {
    let number = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&number);
    let thread = thread::spawn(move || {
        let mut guard = theirs.lock().unwrap();
        *guard = 7;
        panic!("halfway");
    });
    assert!(thread.join().is_err());
    number
}

#[test]
fn a_panic_with_the_guard_poisons() {
    holds(|| {
        let number = poisoned();
        assert!(number.is_poisoned());
        let error = number.lock().unwrap_err();
        assert_eq!(**error.get_ref(), 7);
        assert_eq!(*error.into_inner(), 7);
        assert!(number.is_poisoned(), "looking does not cure it");
    });
}

#[test]
fn the_guard_in_the_error_is_a_guard() {
    holds(|| {
        let number = poisoned();
        let guard = number.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(matches!(number.try_lock(), Err(TryLockError::WouldBlock)));
        drop(guard);
        match number.try_lock() {
            Err(TryLockError::Poisoned(error)) => assert_eq!(*error.into_inner(), 7),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn poison_is_cleared_only_on_purpose() {
    holds(|| {
        let number = poisoned();
        *number.lock().unwrap_or_else(PoisonError::into_inner) = 8;
        assert!(number.lock().is_err());
        number.clear_poison();
        assert!(!number.is_poisoned());
        assert_eq!(*number.lock().unwrap(), 8);
    });
}

#[test]
fn poison_is_told_without_the_lock_too() {
    holds(|| {
        let mut number = Arc::into_inner(poisoned()).unwrap();
        assert_eq!(**number.get_mut().unwrap_err().get_ref(), 7);
        assert_eq!(
            format!("{number:?}"),
            "Mutex { data: 7, poisoned: true, .. }"
        );
        assert_eq!(number.into_inner().unwrap_err().into_inner(), 7);
    });
}

#[test]
fn a_panic_that_is_caught_poisons_as_well() {
    holds(|| {
        let number = Mutex::new(0);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let _guard = number.lock().unwrap();
            panic!("caught");
        }));
        assert!(caught.is_err() && number.is_poisoned());
    });
}

#[test]
fn a_panic_after_the_guard_does_not() {
    holds(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || {
            *theirs.lock().unwrap() += 1;
            panic!("too late to harm");
        });
        assert!(thread.join().is_err());
        assert_eq!(*number.lock().unwrap(), 1);
    });
}

/// Does something while its thread unwinds, or not.
struct AtTheEnd<F: FnMut()>(F);

impl<F: FnMut()> Drop for AtTheEnd<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn a_guard_that_is_taken_while_unwinding_does_not() {
    holds(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        let thread = thread::spawn(move || {
            let _tidy = AtTheEnd(|| *theirs.lock().unwrap() += 1);
            panic!("tidied up");
        });
        assert!(thread.join().is_err());
        assert_eq!(*number.lock().unwrap(), 1);
    });
}

#[test]
fn the_guard_of_another_thread_does_not() {
    holds(|| {
        let number = Arc::new(Mutex::new(0));
        let (falling, (go_on, may_go_on)) = (mpsc::channel(), mpsc::channel());
        let thread = thread::spawn(move || {
            let _waits = AtTheEnd(move || {
                falling.0.send(()).unwrap();
                may_go_on.recv().unwrap();
            });
            panic!("takes its time to fall");
        });
        falling.1.recv().unwrap();
        *number.lock().unwrap() += 1;
        go_on.send(()).unwrap();
        assert!(thread.join().is_err());
        assert!(!number.is_poisoned());
    });
}

#[test]
fn others_see_it_before_or_after() {
    let seen = outcomes(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        thread::spawn(move || {
            let mut guard = theirs.lock().unwrap();
            *guard = 7;
            panic!("halfway");
        });
        let seen = |guard: MutexGuard<i32>| *guard;
        match number.lock() {
            Ok(guard) => (false, seen(guard)),
            Err(error) => (true, seen(error.into_inner())),
        }
    });
    assert_eq!(seen, [(false, 0), (true, 7)].into());
}

/// A thread panics with a guard of a read-write lock in its hands.
fn after_panicking_with(write: bool) -> Arc<RwLock<i32>> {
    let number = Arc::new(RwLock::new(0));
    let theirs = Arc::clone(&number);
    let thread = thread::spawn(move || {
        if write {
            let mut guard = theirs.write().unwrap();
            *guard = 7;
            panic!("while writing");
        }
        let _guard = theirs.read().unwrap();
        panic!("while reading");
    });
    assert!(thread.join().is_err());
    number
}

#[test]
fn who_panics_while_reading_poisons_nothing() {
    holds(|| {
        let number = after_panicking_with(false);
        assert!(!number.is_poisoned());
        *number.write().unwrap() += 1;
        assert_eq!(*number.read().unwrap(), 1);
    });
}

#[test]
fn who_panics_while_writing_poisons_for_all() {
    holds(|| {
        let number = after_panicking_with(true);
        assert!(number.is_poisoned());
        assert_eq!(**number.read().unwrap_err().get_ref(), 7);
        assert_eq!(**number.write().unwrap_err().get_ref(), 7);
        assert!(matches!(number.try_read(), Err(TryLockError::Poisoned(_))));
        assert!(matches!(number.try_write(), Err(TryLockError::Poisoned(_))));
        number.clear_poison();
        assert_eq!(*number.read().unwrap(), 7);

        let mut number = Arc::into_inner(after_panicking_with(true)).unwrap();
        assert!(number.get_mut().is_err());
        assert_eq!(number.into_inner().unwrap_err().into_inner(), 7);
    });
}

#[test]
fn a_static_is_not_poisoned_by_the_run_before() {
    static NUMBER: Mutex<u32> = Mutex::new(0);
    holds(|| {
        assert!(NUMBER.lock().is_ok());
        let thread = thread::spawn(|| {
            let _guard = NUMBER.lock().unwrap();
            panic!("every time");
        });
        assert!(thread.join().is_err());
        assert!(NUMBER.is_poisoned());
    });
}
