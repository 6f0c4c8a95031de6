//! Panic hooks, and messages, with points in them.
//!
//! A thread that is cut off there keeps the real library's lock on its hook for ever, and the usual test harness takes
//! that lock when it is through. So these tests run one after the other, and the process ends with them.

#[path = "semantics/explored.rs"]
#[expect(dead_code, reason = "not all of it is of use here")]
mod explored;

use std::io::Write;

use explorer::explorer::Failure;
use explorer::panic::{self, catch_unwind};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, mpsc};
use explorer::thread;

use explored::{failure, holds, outcomes};

/// One test, so that it can end the process.
#[test]
fn hooks() {
    let tests: [(&str, fn()); 8] = [
        (
            "a_hook_waits_for_a_lock_that_another_thread_holds",
            a_hook_waits_for_a_lock_that_another_thread_holds,
        ),
        (
            "several_threads_may_run_the_hook_at_the_same_time",
            several_threads_may_run_the_hook_at_the_same_time,
        ),
        (
            "a_hook_that_owns_a_sender_tells_of_every_panic",
            a_hook_that_owns_a_sender_tells_of_every_panic,
        ),
        (
            "a_hook_that_ends_the_process_ends_the_run_and_no_later_one",
            a_hook_that_ends_the_process_ends_the_run_and_no_later_one,
        ),
        (
            "a_panic_in_a_hook_aborts_the_process",
            a_panic_in_a_hook_aborts_the_process,
        ),
        (
            "a_hook_may_be_set_before_or_after_a_panic",
            a_hook_may_be_set_before_or_after_a_panic,
        ),
        ("who_panics_cannot_set_a_hook", who_panics_cannot_set_a_hook),
        (
            "a_panics_message_may_ask_a_lock_while_others_panic",
            a_panics_message_may_ask_a_lock_while_others_panic,
        ),
    ];
    for (name, test) in tests {
        if std::panic::catch_unwind(test).is_err() {
            // Only what is written past the test harness is seen once the process ends.
            let _ = writeln!(std::io::stderr(), "{name} failed");
            std::process::exit(1);
        }
    }
    std::process::exit(0);
}

/// A hook takes locks and waits as any other code does.
fn a_hook_waits_for_a_lock_that_another_thread_holds() {
    static LOG: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    let orders = outcomes(|| {
        panic::set_hook(Box::new(|_| LOG.lock().unwrap().push(1)));
        let thread = thread::spawn(|| panic!("broken"));
        let mut log = LOG.lock().unwrap();
        let before = log.len();
        thread::yield_now();
        assert_eq!(log.len(), before, "somebody writes while we hold the lock");
        log.push(2);
        drop(log);
        assert!(thread.join().is_err());
        LOG.lock().unwrap().clone()
    });
    assert_eq!(orders, [vec![1, 2], vec![2, 1]].into());
}

fn several_threads_may_run_the_hook_at_the_same_time() {
    let orders = outcomes(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let theirs = Arc::clone(&log);
        panic::set_hook(Box::new(move |info| {
            let who = info.payload().downcast_ref::<&str>().copied().unwrap();
            theirs.lock().unwrap().push(who);
            thread::yield_now();
            theirs.lock().unwrap().push(who);
        }));
        let threads = [thread::spawn(|| panic!("a")), thread::spawn(|| panic!("b"))];
        for thread in threads {
            assert!(thread.join().is_err());
        }
        log.lock().unwrap().concat()
    });
    let all = ["aabb", "abab", "abba", "baab", "baba", "bbaa"];
    assert_eq!(orders, all.map(str::to_owned).into());
}

fn a_hook_that_owns_a_sender_tells_of_every_panic() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        panic::set_hook(Box::new(move |_| sender.send(1).unwrap()));
        let worker = thread::spawn(|| panic!("broken"));
        let other = thread::spawn(|| ());
        assert!(worker.join().is_err());
        other.join().unwrap();
        assert_eq!(receiver.try_iter().sum::<i32>(), 1);
    });
}

fn a_hook_that_ends_the_process_ends_the_run_and_no_later_one() {
    let found = failure(|| {
        panic::set_hook(Box::new(|_| explorer::process::exit(3)));
        let _ = thread::spawn(|| panic!("broken")).join();
    });
    assert!(
        matches!(found, Failure::Exit { status: 3, .. }),
        "{found:?}"
    );
    holds(|| assert!(thread::spawn(|| panic!("alone")).join().is_err()));
}

fn a_panic_in_a_hook_aborts_the_process() {
    let found = failure(|| {
        panic::set_hook(Box::new(|_| panic!("again")));
        let _ = thread::spawn(|| panic!("broken")).join();
    });
    assert!(
        matches!(found, Failure::Exit { status: 134, .. }),
        "{found:?}"
    );
    holds(|| assert!(thread::spawn(|| panic!("alone")).join().is_err()));
}

/// Whether a hook is set before a panic or after it makes a difference.
fn a_hook_may_be_set_before_or_after_a_panic() {
    let told = outcomes(|| {
        let told = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&told);
        let thread = thread::spawn(|| panic!("broken"));
        panic::set_hook(Box::new(move |_| {
            theirs.fetch_add(1, SeqCst);
        }));
        assert!(thread.join().is_err());
        drop(panic::take_hook());
        told.load(SeqCst)
    });
    assert_eq!(told, [0, 1].into());
}

fn who_panics_cannot_set_a_hook() {
    struct Sets;
    impl Drop for Sets {
        fn drop(&mut self) {
            let set = catch_unwind(|| panic::set_hook(Box::new(|_| ())));
            assert!(set.is_err());
        }
    }
    holds(|| {
        let thread = thread::spawn(|| {
            let _sets = Sets;
            panic!("broken");
        });
        assert!(thread.join().is_err());
    });
}

/// The real library puts it together before any hook hears of it, with its lock on the hook in hand.
fn a_panics_message_may_ask_a_lock_while_others_panic() {
    let messages = outcomes(|| {
        let lock = Arc::new(Mutex::new(5));
        let theirs = Arc::clone(&lock);
        let asks = thread::spawn(move || panic!("{theirs:?}"));
        let other = thread::spawn(|| panic!("other"));
        let guard = lock.lock().unwrap();
        drop(guard);
        assert!(other.join().is_err());
        let message = asks.join().unwrap_err();
        message.downcast_ref::<String>().unwrap().clone()
    });
    assert_eq!(messages.len(), 2, "{messages:?}");
}
