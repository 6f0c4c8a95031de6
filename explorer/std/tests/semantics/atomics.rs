//! `std::sync::atomic`: sequentially consistent, whatever the ordering says.

use explorer::explorer::Failure;
use explorer::hint;
use explorer::panic::{AssertUnwindSafe, catch_unwind};
use explorer::sync::Arc;
use explorer::sync::atomic::{
    AtomicBool, AtomicI8, AtomicPtr, AtomicU8, AtomicU32, AtomicUsize,
    Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst},
    fence,
};
use explorer::thread;

use crate::explored::{explored, failure, holds, holds_as_far_as_tried, outcomes, panic_message};

#[test]
fn to_read_and_then_write_loses_updates() {
    let sum = |add_one: fn(&AtomicU32)| {
        outcomes(move || {
            let number = AtomicU32::new(0);
            thread::scope(|scope| {
                scope.spawn(|| add_one(&number));
                scope.spawn(|| add_one(&number));
            });
            number.into_inner()
        })
    };
    let in_two_steps = sum(|number| number.store(number.load(SeqCst) + 1, SeqCst));
    assert_eq!(in_two_steps, [1, 2].into());
    let in_one_step = sum(|number| {
        number.fetch_add(1, Relaxed);
    });
    assert_eq!(in_one_step, [2].into());
}

#[test]
fn stores_are_seen_by_all_in_one_order() {
    let seen = outcomes(|| {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|scope| {
            let left = scope.spawn(|| {
                x.store(1, Relaxed);
                y.load(Relaxed)
            });
            y.store(1, Relaxed);
            let right = x.load(Relaxed);
            (left.join().unwrap(), right)
        })
    });
    // Both would be 0 if each saw its own store first.
    assert_eq!(seen, [(0, 1), (1, 0), (1, 1)].into());
}

#[test]
fn a_swap_has_one_winner() {
    let winners = outcomes(|| {
        let taken = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&taken);
        let thread = thread::spawn(move || !theirs.swap(true, SeqCst));
        (!taken.swap(true, SeqCst), thread.join().unwrap())
    });
    assert_eq!(winners, [(true, false), (false, true)].into());
}

#[test]
fn compare_exchange_says_what_it_found() {
    holds(|| {
        let number = AtomicU32::new(5);
        assert_eq!(number.compare_exchange(5, 6, SeqCst, SeqCst), Ok(5));
        assert_eq!(number.compare_exchange(5, 7, SeqCst, SeqCst), Err(6));
        assert_eq!(number.load(SeqCst), 6);
    });
}

#[test]
fn only_the_weak_one_fails_for_no_reason() {
    let weak = outcomes(|| {
        let number = AtomicU32::new(5);
        let exchanged = number.compare_exchange_weak(5, 6, SeqCst, SeqCst);
        (exchanged, number.into_inner())
    });
    assert_eq!(weak, [(Ok(5), 6), (Err(5), 5)].into());
    let strong = outcomes(|| AtomicU32::new(5).compare_exchange(5, 6, SeqCst, SeqCst));
    assert_eq!(strong, [Ok(5)].into());
}

#[test]
fn fetch_update_tries_until_it_comes_through() {
    holds(|| {
        let number = AtomicU32::new(0);
        let add_one = || number.fetch_update(SeqCst, SeqCst, |number| Some(number + 1));
        let (left, right) = thread::scope(|scope| {
            let left = scope.spawn(add_one);
            let right = add_one();
            (left.join().unwrap().unwrap(), right.unwrap())
        });
        assert_eq!((left.min(right), left.max(right)), (0, 1));
        assert_eq!(number.fetch_update(SeqCst, SeqCst, |_| None), Err(2));
        assert_eq!(number.into_inner(), 2);
    });
}

#[test]
fn operations_return_what_was_there_before() {
    holds(|| {
        let number = AtomicU8::new(0b1100);
        assert_eq!(number.fetch_and(0b0110, SeqCst), 0b1100);
        assert_eq!(number.fetch_or(0b0001, SeqCst), 0b0100);
        assert_eq!(number.fetch_xor(0b0111, SeqCst), 0b0101);
        assert_eq!(number.fetch_nand(0b0010, SeqCst), 0b0010);
        assert_eq!(number.fetch_add(3, SeqCst), 0b1111_1101);
        assert_eq!(number.fetch_sub(1, SeqCst), 0, "it wraps around");
        assert_eq!(number.fetch_min(7, SeqCst), 255);
        assert_eq!(number.fetch_max(9, SeqCst), 7);
        assert_eq!((number.swap(1, SeqCst), number.load(SeqCst)), (9, 1));
        assert_eq!(AtomicI8::new(i8::MAX).fetch_add(1, SeqCst), i8::MAX);

        let flag = AtomicBool::new(true);
        assert!(flag.fetch_and(false, SeqCst));
        assert!(!flag.fetch_or(true, SeqCst));
        assert!(flag.fetch_xor(true, SeqCst));
        assert!(!flag.fetch_nand(true, SeqCst));
        assert!(flag.fetch_not(SeqCst));
        assert!(!flag.load(SeqCst));

        let mut words = ["a", "b"];
        let place = AtomicPtr::new(&raw mut words[0]);
        let before = place.swap(&raw mut words[1], SeqCst);
        assert_eq!(
            (before, place.into_inner()),
            (&raw mut words[0], &raw mut words[1])
        );
    });
}

#[test]
fn an_atomic_is_made_shown_and_taken_apart() {
    holds(|| {
        let mut number = AtomicUsize::from(1);
        *number.get_mut() += 1;
        assert_eq!(format!("{number:?}"), "2");
        assert_eq!(number.into_inner(), 2);
        assert!(!AtomicBool::default().into_inner());
    });
}

#[test]
fn orderings_that_there_are_not_panic() {
    holds(|| {
        let number = AtomicU32::new(0);
        let panics = |f: &dyn Fn()| catch_unwind(AssertUnwindSafe(f)).is_err();
        for order in [Release, AcqRel] {
            assert!(panics(&|| _ = number.load(order)));
        }
        for order in [Acquire, AcqRel] {
            assert!(panics(&|| number.store(1, order)));
        }
        assert!(panics(
            &|| _ = number.compare_exchange(0, 1, SeqCst, Release)
        ));
        assert!(panics(&|| fence(Relaxed)));
        for order in [Acquire, Release, AcqRel, SeqCst] {
            fence(order);
        }
        assert_eq!(number.load(SeqCst), 0);
    });
}

/// One thread waits for another's flag by asking.
fn spin(set: bool, ask: impl Fn(&AtomicBool)) {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&flag);
    let thread = thread::spawn(move || theirs.store(set, SeqCst));
    ask(&flag);
    thread.join().unwrap();
}

#[test]
fn to_ask_until_it_is_so_ends() {
    holds_as_far_as_tried(|| spin(true, |flag| while !flag.load(SeqCst) {}));
    holds_as_far_as_tried(|| {
        spin(true, |flag| {
            while !flag.load(SeqCst) {
                hint::spin_loop();
            }
        });
    });
    holds_as_far_as_tried(|| {
        spin(true, |flag| {
            while flag.compare_exchange(true, false, SeqCst, SeqCst).is_err() {}
        });
    });
}

#[test]
fn to_ask_for_what_never_comes_is_no_progress() {
    let failure = failure(|| spin(false, |flag| while !flag.load(SeqCst) {}));
    let Failure::NoProgress { steps, threads } = failure else {
        panic!("{failure:?}");
    };
    assert_eq!((steps, threads.len()), (10_000, 1));
}

#[test]
fn a_lock_made_of_a_flag_keeps_others_out() {
    struct Spinlock(AtomicBool, AtomicU32);
    let add_one = |lock: &Spinlock, order: Ordering| {
        while lock.0.swap(true, order) {
            hint::spin_loop();
        }
        lock.1.store(lock.1.load(Relaxed) + 1, Relaxed);
        lock.0.store(false, order);
    };
    let exploration = explored(|| {
        let lock = Spinlock(AtomicBool::new(false), AtomicU32::new(0));
        thread::scope(|scope| {
            scope.spawn(|| add_one(&lock, SeqCst));
            add_one(&lock, SeqCst);
        });
        assert_eq!(lock.1.into_inner(), 2);
    });
    assert!(exploration.found.is_none());
    assert!(exploration.coverage.schedules > 10);
}

#[test]
fn statics_start_afresh_in_every_run() {
    static COUNT: AtomicU32 = AtomicU32::new(40);
    static SEATS: [AtomicU32; 2] = [AtomicU32::new(1), AtomicU32::new(2)];
    for _ in 0..2 {
        let ends = outcomes(|| {
            let thread = thread::spawn(|| COUNT.fetch_add(1, SeqCst));
            COUNT.fetch_add(1, SeqCst);
            SEATS[1].fetch_add(1, SeqCst);
            thread.join().unwrap();
            (
                COUNT.load(SeqCst),
                SEATS[0].load(SeqCst),
                SEATS[1].load(SeqCst),
            )
        });
        assert_eq!(ends, [(42, 1, 3)].into());
    }
}

#[test]
fn a_weak_exchange_may_fail_several_times_for_no_reason() {
    for times in 1..=3 {
        let message = panic_message(|| {
            let number = AtomicU32::new(0);
            let weak = |_| number.compare_exchange_weak(0, 1, SeqCst, SeqCst).is_ok();
            assert!((0..times).any(weak), "failed each time");
        });
        assert_eq!(message, "failed each time", "{times}");
    }
}

#[test]
#[expect(deprecated, reason = "old code still has them")]
fn a_static_made_of_a_constant_starts_afresh_in_every_run() {
    use explorer::sync::atomic::{ATOMIC_BOOL_INIT, ATOMIC_USIZE_INIT, AtomicBool, AtomicUsize};
    static DONE: AtomicBool = ATOMIC_BOOL_INIT;
    static COUNT: AtomicUsize = ATOMIC_USIZE_INIT;
    let seen = outcomes(|| {
        let thread = thread::spawn(|| {
            COUNT.fetch_add(1, SeqCst);
            DONE.store(true, SeqCst);
        });
        let seen = (DONE.load(SeqCst), COUNT.load(SeqCst));
        thread.join().unwrap();
        assert_eq!(COUNT.load(SeqCst), 1);
        seen
    });
    assert_eq!(seen, [(false, 0), (false, 1), (true, 1)].into());
}
