//! `Once`, `OnceLock` and `LazyLock`.

use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, LazyLock, Mutex, Once, OnceLock};
use explorer::thread;

use crate::explored::{deadlocked, events, holds, outcomes};

#[test]
fn it_is_done_once_and_the_others_wait_for_it() {
    holds(|| {
        let (once, calls, done) = (Once::new(), AtomicU32::new(0), AtomicBool::new(false));
        let call = || {
            once.call_once(|| {
                calls.fetch_add(1, SeqCst);
                done.store(true, SeqCst);
            });
            assert!(done.load(SeqCst) && once.is_completed());
        };
        thread::scope(|scope| {
            scope.spawn(call);
            scope.spawn(call);
        });
        assert_eq!(calls.load(SeqCst), 1);
    });
}

#[test]
fn it_is_not_completed_while_it_is_being_done() {
    let seen = outcomes(|| {
        let shared = Arc::new((Once::new(), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || theirs.0.call_once(|| theirs.1.store(true, SeqCst)));
        let (once, done) = &*shared;
        let completed = once.is_completed();
        (completed, done.load(SeqCst))
    });
    // What is completed is done; what is done may not be completed yet.
    assert_eq!(seen, [(false, false), (false, true), (true, true)].into());

    let seen = outcomes(|| {
        let shared = Arc::new((Once::new(), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || theirs.0.call_once(|| theirs.1.store(true, SeqCst)));
        let (once, done) = &*shared;
        let done = done.load(SeqCst);
        (once.is_completed(), done)
    });
    assert_eq!(
        seen,
        [(false, false), (false, true), (true, false), (true, true)].into()
    );
}

#[test]
fn a_panic_poisons_it_for_all_but_who_insists() {
    holds(|| {
        let once = Once::new();
        let call = || catch_unwind(AssertUnwindSafe(|| once.call_once(|| panic!("halfway"))));
        assert_eq!(call().unwrap_err().downcast_ref(), Some(&"halfway"));
        assert!(!once.is_completed());
        let later = catch_unwind(AssertUnwindSafe(|| once.call_once(|| ())));
        assert!(later.is_err(), "it is poisoned");

        let mut told = None;
        once.call_once_force(|state| told = Some(state.is_poisoned()));
        assert_eq!((told, once.is_completed()), (Some(true), true));
        once.call_once(|| unreachable!("it is done"));
        once.call_once_force(|_| unreachable!("it is done"));
    });
    holds(|| Once::new().call_once_force(|state| assert!(!state.is_poisoned())));
}

#[test]
fn to_wait_for_it_takes_somebody_who_does_it() {
    holds(|| {
        let shared = Arc::new((Once::new(), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || theirs.0.call_once(|| theirs.1.store(true, SeqCst)));
        shared.0.wait();
        assert!(shared.1.load(SeqCst));
    });
    assert_eq!(deadlocked(|| Once::new().wait()), 1);
    assert_eq!(
        deadlocked(|| assert_eq!(*OnceLock::<u8>::new().wait(), 0)),
        1
    );
}

#[test]
fn to_do_it_while_it_is_being_done_waits_for_ever() {
    let blocked = deadlocked(|| {
        let value = OnceLock::new();
        value.get_or_init(|| *value.get_or_init(|| 1) + 1);
    });
    assert_eq!(blocked, 1);
}

#[test]
fn one_of_two_sets_the_value() {
    let values = outcomes(|| {
        let value = OnceLock::new();
        let (left, right) = thread::scope(|scope| {
            let left = scope.spawn(|| value.set(1));
            let right = scope.spawn(|| value.set(2));
            (left.join().unwrap(), right.join().unwrap())
        });
        assert!(
            matches!((left, right), (Ok(()), Err(2)) | (Err(1), Ok(()))),
            "who comes second has the value back"
        );
        value.into_inner()
    });
    assert_eq!(values, [Some(1), Some(2)].into());
}

#[test]
fn a_value_is_there_or_not() {
    let seen = outcomes(|| {
        let value = Arc::new(OnceLock::new());
        let theirs = Arc::clone(&value);
        thread::spawn(move || theirs.set(1));
        value.get().copied()
    });
    assert_eq!(seen, [None, Some(1)].into());

    holds(|| {
        let value = Arc::new(OnceLock::new());
        let theirs = Arc::clone(&value);
        let thread = thread::spawn(move || *theirs.get_or_init(|| 1));
        let mine = *value.get_or_init(|| 2);
        assert_eq!((thread.join().unwrap(), value.get()), (mine, Some(&mine)));
    });
}

#[test]
fn an_initialiser_that_panics_leaves_no_value() {
    holds(|| {
        let value = OnceLock::new();
        let init = catch_unwind(AssertUnwindSafe(|| *value.get_or_init(|| panic!("no"))));
        assert!(init.is_err());
        assert_eq!(value.get(), None);
        assert_eq!(*value.get_or_init(|| 1), 1);
    });
}

#[test]
fn a_once_lock_is_made_shown_and_taken_apart() {
    holds(|| {
        let mut value = OnceLock::from(1);
        *value.get_mut().unwrap() += 1;
        assert_eq!(
            format!("{value:?} {:?}", OnceLock::<u8>::new()),
            "OnceLock(2) OnceLock(<uninit>)"
        );
        assert_eq!(value.clone(), value);
        assert_eq!(
            (value.take(), value.get(), value.set(3)),
            (Some(2), None, Ok(()))
        );
        assert_eq!(value.into_inner(), Some(3));
    });
}

#[test]
fn a_lazy_value_is_made_once_by_who_comes_first() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    static NAMES: LazyLock<Mutex<Vec<&str>>> = LazyLock::new(|| {
        CALLS.fetch_add(1, SeqCst);
        Mutex::new(vec!["first"])
    });
    for _ in 0..2 {
        holds(|| {
            assert_eq!(CALLS.load(SeqCst), 0, "every run starts afresh");
            let thread = thread::spawn(|| NAMES.lock().unwrap().push("more"));
            NAMES.lock().unwrap().push("more");
            thread.join().unwrap();
            assert_eq!(*NAMES.lock().unwrap(), ["first", "more", "more"]);
            assert_eq!(CALLS.load(SeqCst), 1);
        });
    }
}

#[test]
fn a_lazy_value_whose_making_panics_is_never_there() {
    holds(|| {
        let lazy = LazyLock::<u8>::new(|| panic!("no"));
        for words in ["no", "LazyLock instance has previously been poisoned"] {
            let forced = catch_unwind(AssertUnwindSafe(|| *LazyLock::force(&lazy)));
            assert_eq!(forced.unwrap_err().downcast_ref(), Some(&words));
        }
    });
}

#[test]
fn a_static_once_starts_afresh_in_every_run() {
    static VALUE: OnceLock<String> = OnceLock::new();
    static ONCE: Once = Once::new();
    for _ in 0..2 {
        holds(|| {
            assert!(!ONCE.is_completed() && VALUE.get().is_none());
            let init = || {
                ONCE.call_once(|| ());
                VALUE.get_or_init(|| "made".to_owned());
            };
            let thread = thread::spawn(init);
            init();
            thread.join().unwrap();
            assert!(ONCE.is_completed() && VALUE.get().is_some());
        });
    }
}

#[test]
fn looking_and_being_too_late_are_told() {
    let events = events(|| {
        let text = OnceLock::new();
        let _ = text.get();
        let _ = text.set(1);
        let _ = text.set(2);
        let _ = text.get();
        panic!("to see it");
    });
    let told: Vec<(&str, &str)> = events
        .iter()
        .filter(|(kind, ..)| matches!(*kind, "read" | "initialise"))
        .map(|(kind, _, detail)| (*kind, detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("read", "empty"),
            ("initialise", ""),
            ("initialise", "too late"),
            ("read", "set")
        ]
    );
}
