//! `std::panic`, and what a panic does to others.

use std::any::Any;

use explorer::explorer::Failure;
use explorer::panic::{self, AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, mpsc};
use explorer::thread;

use crate::explored::{failure, holds, outcomes, panic_message};

#[test]
fn join_brings_the_payload() {
    holds(|| {
        let text = thread::spawn(|| panic!("out of paper")).join().unwrap_err();
        assert_eq!(text.downcast_ref(), Some(&"out of paper"));

        let depth = 40;
        let thread = thread::spawn(move || panic!("no light at {depth} metres"));
        let formatted = thread.join().unwrap_err();
        assert_eq!(
            formatted.downcast_ref(),
            Some(&String::from("no light at 40 metres"))
        );

        let value = thread::spawn(|| panic_any(7_u8)).join().unwrap_err();
        assert_eq!(value.downcast_ref(), Some(&7_u8));

        let resumed = thread::spawn(|| resume_unwind(Box::new(8_u8)))
            .join()
            .unwrap_err();
        assert_eq!(resumed.downcast_ref(), Some(&8_u8));
    });
}

#[test]
fn a_panic_of_the_first_thread_fails_the_run_and_says_where() {
    let line = line!() + 1;
    let failure = failure(|| panic!("seat {} is taken", 12));
    let Failure::Panic { message, place } = failure else {
        panic!("{failure:?}");
    };
    let (file, at, _) = place.unwrap();
    assert_eq!((message.as_str(), at), ("seat 12 is taken", line));
    assert!(file.ends_with("panics.rs"));
}

#[test]
fn a_panic_of_another_thread_does_not() {
    holds(|| {
        thread::spawn(|| panic!("alone"));
    });
    holds(|| assert!(thread::spawn(|| panic!("joined")).join().is_err()));
}

#[test]
fn a_caught_panic_does_not() {
    holds(|| {
        let payload: Box<dyn Any + Send> = catch_unwind(|| panic!("caught")).unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"caught"));
        assert!(!thread::panicking());
    });
    let message = panic_message(|| {
        let _ = catch_unwind(|| panic!("first"));
        panic!("second");
    });
    assert_eq!(message, "second");
}

#[test]
fn a_panic_that_goes_on_after_it_was_caught_is_told() {
    let message = panic_message(|| {
        let payload = catch_unwind(|| panic!("passed on")).unwrap_err();
        resume_unwind(payload);
    });
    assert_eq!(message, "passed on");
}

/// Notes whether its thread unwinds while it is dropped.
struct Witness(Arc<Mutex<Vec<bool>>>);

impl Drop for Witness {
    fn drop(&mut self) {
        self.0.lock().unwrap().push(thread::panicking());
    }
}

#[test]
fn only_the_thread_that_unwinds_is_panicking() {
    let seen = outcomes(|| {
        let unwinding = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&unwinding);
        let thread = thread::spawn(move || {
            let _witness = Witness(seen);
            panic!("falls");
        });
        let elsewhere = thread::panicking();
        assert!(thread.join().is_err());
        let unwinding = unwinding.lock().unwrap();
        (unwinding.clone(), elsewhere, thread::panicking())
    });
    assert_eq!(seen, [(vec![true], false, false)].into());
}

#[test]
fn who_catches_its_own_panic_is_not_panicking_any_more() {
    holds(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let _witness = Witness(Arc::clone(&seen));
            panic!("falls");
        }));
        assert!(caught.is_err());
        drop(Witness(Arc::clone(&seen)));
        assert_eq!(*seen.lock().unwrap(), [true, false]);
    });
}

#[test]
fn what_a_panicking_thread_owned_is_dropped() {
    holds(|| {
        let (sender, receiver) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            let _sender = sender;
            panic!("hangs up");
        });
        assert!(receiver.recv().is_err());
        assert!(thread.join().is_err());
    });
}

/// Where a hook is set, the real library's count of the panics of this system thread is one too low afterwards
/// (`leave_real_hook` in `src/panic.rs`). The thread that tells libtest of the result takes a lock for it, and would poison that
/// when others panic meanwhile: so a thread of its own has the count.
fn holds_with_a_hook(body: fn()) {
    std::thread::spawn(move || holds(body)).join().unwrap();
}

#[test]
fn a_hook_hears_of_every_panic_but_not_of_a_resumed_one() {
    holds_with_a_hook(|| {
        let heard = Arc::new(AtomicU32::new(0));
        let hook = Arc::clone(&heard);
        panic::set_hook(Box::new(move |info| {
            assert!(info.location().is_some());
            hook.fetch_add(1, SeqCst);
        }));
        let _ = thread::spawn(|| panic!("one")).join();
        let _ = catch_unwind(|| panic!("two"));
        let _ = catch_unwind(|| resume_unwind(Box::new("silent")));
        assert_eq!(heard.load(SeqCst), 2);
        drop(panic::take_hook());
        let _ = catch_unwind(|| panic!("three"));
        assert_eq!(heard.load(SeqCst), 2);
    });
}

#[test]
fn a_run_begins_without_a_hook_of_the_run_before() {
    holds_with_a_hook(|| {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        let _ = catch_unwind(|| panic!("before the hook"));
        assert_eq!(CALLS.load(SeqCst), 0);
        panic::set_hook(Box::new(|_| {
            CALLS.fetch_add(1, SeqCst);
        }));
        // More than one run.
        thread::spawn(|| ()).join().unwrap();
    });
}

#[test]
fn what_the_first_thread_waits_for_while_it_unwinds_is_not_the_cause() {
    struct Joined(Option<thread::JoinHandle<()>>);
    impl Drop for Joined {
        fn drop(&mut self) {
            let _ = self.0.take().unwrap().join();
        }
    }
    let message = panic_message(|| {
        let (_sender, receiver) = mpsc::channel::<()>();
        let _joined = Joined(Some(thread::spawn(move || {
            let _ = receiver.recv();
        })));
        panic!("the cause");
    });
    assert_eq!(message, "the cause");
}
