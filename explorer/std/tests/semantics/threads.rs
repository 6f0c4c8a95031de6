//! `std::thread`: spawning, joining, parking, and being left behind.

use explorer::explorer::{Budget, Failure, all_must_end, explore};
use explorer::process;
use explorer::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, mpsc};
use explorer::thread::{self, Builder};
use explorer::time::Instant;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use crate::explored::{
    deadlocked, events, explored, failure, holds, holds_as_far_as_tried, outcomes,
};

#[test]
fn join_brings_what_the_closure_returned() {
    holds(|| {
        let (one, two) = (thread::spawn(|| 1), thread::spawn(|| String::from("two")));
        assert_eq!(two.join().unwrap(), "two");
        assert_eq!(one.join().unwrap(), 1);
    });
}

#[test]
fn join_returns_after_everything_the_thread_did() {
    holds(|| {
        let done = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&done);
        thread::spawn(move || theirs.store(true, SeqCst))
            .join()
            .unwrap();
        assert!(done.load(SeqCst));
    });
}

#[test]
fn threads_run_in_any_order() {
    let orders = outcomes(|| {
        let order = Arc::new(Mutex::new(String::new()));
        let threads = ['a', 'b', 'c'].map(|name| {
            let order = Arc::clone(&order);
            thread::spawn(move || order.lock().unwrap().push(name))
        });
        for thread in threads {
            thread.join().unwrap();
        }
        let order = order.lock().unwrap();
        order.clone()
    });
    let all = ["abc", "acb", "bac", "bca", "cab", "cba"];
    assert_eq!(orders, all.map(String::from).into());
}

#[test]
fn a_lost_update_is_found_and_takes_one_preemption() {
    let exploration = explored(|| {
        let number = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&number);
        let add_one = |number: &AtomicU32| number.store(number.load(SeqCst) + 1, SeqCst);
        let thread = thread::spawn(move || add_one(&theirs));
        add_one(&number);
        thread.join().unwrap();
        assert_eq!(number.load(SeqCst), 2);
    });
    let found = exploration.found.unwrap();
    assert!(matches!(found.failure, Failure::Panic { .. }));
    assert_eq!(found.preemptions, 1);
    assert!(found.some_hold);
}

#[test]
fn names_and_numbers() {
    holds(|| {
        assert_eq!(thread::current().name(), Some("main"));
        let unnamed = thread::spawn(|| thread::current().name().map(str::to_owned));
        assert_eq!(unnamed.thread().name(), None);
        assert_eq!(unnamed.join().unwrap(), None);

        let builder = Builder::new().name("worker".to_owned());
        let named = builder.spawn(thread::current).unwrap();
        let (outside, inside) = (named.thread().clone(), named.join().unwrap());
        assert_eq!(inside.name(), Some("worker"));
        assert_eq!(inside.id(), outside.id());
        assert_ne!(inside.id(), thread::current().id());
    });
}

#[test]
fn a_name_holds_no_null_byte() {
    holds(|| {
        let spawning =
            explorer::panic::catch_unwind(|| Builder::new().name("a\0b".to_owned()).spawn(|| ()));
        assert!(spawning.is_err());
    });
}

#[test]
fn a_detached_thread_may_come_far_or_not() {
    let far = outcomes(|| {
        let steps = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&steps);
        drop(thread::spawn(move || {
            theirs.store(1, SeqCst);
            theirs.store(2, SeqCst);
        }));
        steps.load(SeqCst)
    });
    assert_eq!(far, [0, 1, 2].into());
}

#[test]
fn a_thread_left_behind_is_cut_off_and_told_of() {
    // Real numbers, which outlive the runs.
    let reached = std::sync::Arc::new([const { AtomicUsize::new(0) }; 2]);
    let exploration = explored(|| {
        let reached = std::sync::Arc::clone(&reached);
        thread::spawn(move || {
            reached[0].fetch_add(1, SeqCst);
            thread::yield_now();
            reached[1].fetch_add(1, SeqCst);
        });
    });
    assert!(exploration.found.is_none());
    assert!(exploration.coverage.left_running);
    // It may be cut off anywhere, so that nothing of it is told; but what it might do to the process was tried.
    let [begun, ended] = [0, 1].map(|step| reached[step].load(SeqCst));
    assert!(begun > 0 && ended > 0);
}

#[test]
fn what_is_left_behind_can_still_end_the_process() {
    let found = failure(|| {
        thread::spawn(|| {
            thread::sleep(Duration::from_secs(1));
            explorer::process::exit(3);
        });
    });
    assert!(
        matches!(found, Failure::Exit { status: 3, .. }),
        "{found:?}"
    );
}

#[test]
fn a_thread_left_behind_that_goes_on_for_ever_is_no_endless_loop() {
    let exploration = explored(|| {
        thread::spawn(|| {
            loop {
                thread::sleep(Duration::from_secs(1));
            }
        });
        thread::spawn(|| {
            while !thread::current().name().is_some_and(str::is_empty) {
                thread::park_timeout(Duration::from_millis(1));
            }
        });
    });
    assert!(exploration.found.is_none());
    assert!(exploration.coverage.left_running);
}

#[test]
fn what_is_joined_is_not_left_behind() {
    let exploration = explored(|| thread::spawn(|| ()).join().unwrap());
    assert!(!exploration.coverage.left_running);
}

#[test]
fn a_check_may_ask_that_no_thread_is_left_behind() {
    let left = failure(|| {
        all_must_end();
        thread::spawn(|| ());
    });
    assert!(matches!(left, Failure::LeftRunning(threads) if threads.len() == 1));
    holds(|| {
        all_must_end();
        thread::spawn(|| ()).join().unwrap();
    });
}

#[test]
fn is_finished_tells_of_one_moment() {
    let finished = outcomes(|| thread::spawn(|| ()).is_finished());
    assert_eq!(finished, [false, true].into());
}

#[test]
fn is_finished_is_not_true_before_the_closure_is_done() {
    holds(|| {
        let (go, wait) = mpsc::channel();
        let thread = thread::spawn(move || wait.recv().unwrap());
        assert!(!thread.is_finished());
        go.send(()).unwrap();
        thread.join().unwrap();
    });
}

#[test]
fn a_look_whether_a_thread_has_finished_is_told() {
    let events = events(|| {
        let thread = thread::spawn(|| ());
        assert!(!thread.is_finished() && thread.join().is_err());
    });
    let looks: Vec<&str> = events
        .iter()
        .filter(|(word, ..)| *word == "read")
        .map(|(.., detail)| &**detail)
        .collect();
    assert_eq!(looks, ["no"]);
}

#[test]
fn asking_until_a_thread_has_finished_ends() {
    holds_as_far_as_tried(|| {
        let thread = thread::spawn(|| thread::yield_now());
        while !thread.is_finished() {}
        thread.join().unwrap();
    });
}

#[test]
fn a_result_that_nobody_fetches_is_dropped() {
    struct Last(#[expect(dead_code, reason = "held until it is dropped")] mpsc::Sender<()>);
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        drop(thread::spawn(|| Last(sender)));
        assert!(receiver.recv().is_err());
    });
}

#[test]
fn to_wait_for_each_other_is_a_deadlock() {
    let blocked = deadlocked(|| {
        let (sender, receiver) = mpsc::channel::<()>();
        let thread = thread::spawn(move || receiver.recv());
        let _ = thread.join();
        drop(sender);
    });
    assert_eq!(blocked, 2);
}

#[test]
fn waiting_in_vain_by_asking_is_no_progress() {
    let failure = failure(|| {
        let flag = Arc::new(AtomicBool::new(false));
        while !flag.load(SeqCst) {
            thread::yield_now();
        }
    });
    assert!(matches!(failure, Failure::NoProgress { .. }), "{failure:?}");
}

#[test]
fn unpark_before_park_is_kept_and_only_once() {
    holds(|| {
        thread::current().unpark();
        thread::park();
    });
    let blocked = deadlocked(|| {
        thread::current().unpark();
        thread::current().unpark();
        thread::park();
        thread::park();
    });
    assert_eq!(blocked, 1);
}

/// Somebody sets a flag and unparks who waits for it.
fn alarm(wait: impl Fn(&AtomicBool)) {
    let alarm = Arc::new(AtomicBool::new(false));
    let (theirs, main) = (Arc::clone(&alarm), thread::current());
    let thread = thread::spawn(move || {
        theirs.store(true, SeqCst);
        main.unpark();
    });
    wait(&alarm);
    assert!(alarm.load(SeqCst), "woken for no reason");
    thread.join().unwrap();
}

#[test]
fn park_may_end_for_no_reason() {
    holds(|| {
        alarm(|alarm| {
            while !alarm.load(SeqCst) {
                thread::park();
            }
        });
    });
    let woken = failure(|| alarm(|_| thread::park()));
    assert!(matches!(woken, Failure::Panic { message, .. } if message == "woken for no reason"));
}

#[test]
fn park_timeout_may_end_early() {
    holds(|| thread::park_timeout(Duration::from_millis(1)));
    let seen = outcomes(|| {
        let alarm = Arc::new(AtomicBool::new(false));
        let (theirs, main) = (Arc::clone(&alarm), thread::current());
        thread::spawn(move || {
            theirs.store(true, SeqCst);
            main.unpark();
        });
        thread::park_timeout(Duration::from_secs(1));
        alarm.load(SeqCst)
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn to_unpark_may_be_late_by_the_clocks() {
    holds(|| {
        let (start, main) = (Instant::now(), thread::current());
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(2));
            main.unpark();
        });
        thread::park_timeout(Duration::from_secs(1));
        assert_eq!(start.elapsed(), Duration::from_secs(1));
    });
}

#[test]
fn to_end_the_process_ends_the_run_and_is_told() {
    let ended = failure(|| {
        let _ = thread::spawn(|| process::exit(3)).join();
    });
    assert!(
        matches!(&ended, Failure::Exit { status: 3, place } if place.0.ends_with("threads.rs"))
    );
    assert!(matches!(failure(|| process::abort()), Failure::Exit { .. }));
}

#[test]
fn the_number_of_processors_is_the_same_everywhere() {
    holds(|| assert_eq!(thread::available_parallelism().unwrap().get(), 4));
}

#[inline(never)]
fn deep(depth: u32) -> u32 {
    let frame = std::hint::black_box([0_u8; 200]);
    if depth == 0 {
        u32::from(frame[0]) + 1
    } else {
        std::hint::black_box(deep(depth - 1))
    }
}

#[test]
fn a_thread_has_the_stack_it_asks_for_and_the_first_one_eight_mebibytes() {
    holds(|| {
        let builder = Builder::new().stack_size(64 << 20);
        let thread = builder.spawn(|| deep(100_000)).unwrap();
        assert_eq!(thread.join().unwrap(), 1);
        assert_eq!(deep(10_000), 1);
    });
    // A small one is enough for a little.
    holds(|| {
        let builder = Builder::new().stack_size(1);
        assert_eq!(builder.spawn(|| deep(10)).unwrap().join().unwrap(), 1);
    });
}

#[test]
fn a_thousand_threads_are_counted() {
    for count in [100, 1_000] {
        let exploration = explored(|| {
            let number = Arc::new(Mutex::new(0));
            let threads = (0..count).map(|_| {
                let number = Arc::clone(&number);
                thread::spawn(move || *number.lock().unwrap() += 1)
            });
            for thread in threads.collect::<Vec<_>>() {
                thread.join().unwrap();
            }
            assert_eq!(*number.lock().unwrap(), count);
        });
        assert!(exploration.found.is_none(), "{count}");
    }
}

#[test]
fn more_threads_than_may_be_are_told() {
    let budget = Budget {
        threads: 3,
        ..Budget::default()
    };
    let start = |count: usize| {
        let threads: Vec<_> = (0..count).map(|_| thread::spawn(thread::park)).collect();
        for thread in threads {
            thread.thread().unpark();
            thread.join().unwrap();
        }
    };
    let found = explore(budget, &|| start(3))
        .found
        .map(|found| found.failure);
    assert!(matches!(
        found,
        Some(Failure::TooManyThreads { most: 3, .. })
    ));
    // It is about those that live at the same time.
    let exploration = explore(budget, &|| (0..5).for_each(|_| start(2)));
    assert!(exploration.found.is_none());
}
